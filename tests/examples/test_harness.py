"""The harness itself: an example that does something else than it declares must fail, and say how."""

from pathlib import Path
from typing import Any

import pytest

from statuscodes.entries.entry import Example
from tests.examples.harness import ExampleError, disagreements, folder_for, free_port, handled, served
from tests.examples.wire import bad_notes, exchanges

SERVER = """
import { createServer } from "node:http";

createServer((request, response) => {
  console.log(request.method, request.url);
  response.writeHead(STATUS, FIELDS).end("hello");
}).listen(process.env.PORT, "127.0.0.1");
"""


def server(status: int = 404, fields: str = "{}", **changes: Any) -> Example:
    code = SERVER.replace("STATUS", str(status)).replace("FIELDS", fields)
    declared = {"title": "A server", "filename": "server.mjs", "code": code, "role": "server", "framework": "node:http"}
    return Example.model_validate(declared | {"expects": {"status": 404}} | changes)


def client(code: str, **changes: Any) -> Example:
    declared = {"title": "A client", "filename": "client.py", "code": code, "role": "client", "framework": "urllib", "output": "done"}
    return Example.model_validate(declared | {"expects": {"status": 200, "content": "ok"}} | changes)


def told(example: Example, folder: Path) -> list[str]:
    _run, recorded = served(example, folder) if example.role == "server" else handled(example, (), folder)
    return list(disagreements(example.expects, recorded)) + [note for exchange in recorded for note in bad_notes(exchange)]


def test_a_server_that_does_what_it_declares_has_no_disagreement(tmp_path: Path) -> None:
    declared = {"status": 404, "headers": {"X-Test": "a‹rest›"}, "content": "hello"}
    assert told(server(fields="{ 'X-Test': 'abc', 'Content-Type': 'text/plain' }", expects=declared), tmp_path) == []


@pytest.mark.parametrize(
    ("example", "problem"),
    [
        (server(status=500), "GET / is to be answered with [404], not [500]"),
        (server(expects={"status": 404, "headers": {"Allow": "GET"}}), "Allow is to be 'GET', not None"),
        (server(fields="{ Allow: 'PUT' }", expects={"status": 404, "headers": {"Allow": "GET"}}), "Allow is to be 'GET', not 'PUT'"),
        (server(fields="{ Allow: 'PUT' }", expects={"status": 404, "absent": ("Allow",)}), "Allow is not to be there, and is 'PUT'"),
        (server(expects={"status": 404, "content": "bye"}), "the content is to be 'bye', not 'hello'"),
        (server(expects={"status": 103, "final": 404}), "GET / is to be answered with [103, 404], not [404]"),
        (server(expects={"status": 444, "no_answer": True}), "GET / was to end without an answer, but was answered with [404]"),
        (server(expects={"status": 404, "abandon_after": 2.0}), "GET / was to be abandoned, but was answered with [404]"),
    ],
)
def test_a_server_that_does_something_else_is_told(example: Example, problem: str, tmp_path: Path) -> None:
    assert problem in told(example, tmp_path)


def test_what_httplint_holds_against_an_answer_is_told(tmp_path: Path) -> None:
    assert told(server(fields="{ Date: 'yesterday' }"), tmp_path) == ["404: The Date header's value isn't a valid date. (field-date)"]


def test_a_server_that_does_not_start_is_told_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(ExampleError, match="does not listen") as caught:
        served(server(code="throw new Error('no such module');\n"), tmp_path)
    assert "--- server.mjs" in str(caught.value)
    assert "no such module" in str(caught.value)


def test_a_client_is_asserted_as_it_asks(tmp_path: Path) -> None:
    code = "import sys, urllib.request\nurllib.request.urlopen(sys.argv[1] + '/a').read()\nprint('done')\n"
    assert told(client(code, expects={"request": "GET /a", "status": 200, "content": "ok"}), tmp_path) == []
    assert told(client(code, expects={"request": "GET /b", "status": 200}), tmp_path) == ["the request is to be GET /b, not GET /a"]
    twice = [{"request": "GET /a", "status": 200}, {"request": "GET /a", "status": 200}]
    assert told(client(code, expects=twice), tmp_path) == ["2 requests are declared, 1 were made"]
    wants_field = {"request": "GET /a", "status": 200, "request_headers": {"Range": "bytes=0-1"}}
    assert told(client(code, expects=wants_field), tmp_path) == ["the request's Range is to be 'bytes=0-1', not None"]
    assert told(client(code, expects={"request": "GET /‹name›", "status": 200}), tmp_path) == []
    older = {"request": "GET /a", "version": "1.0", "status": 200}
    assert told(client(code, expects=older), tmp_path) == ["the request's version is to be 1.0, not 1.1"]


def test_a_server_can_be_asked_in_another_version(tmp_path: Path) -> None:
    code = """
import os, socket
with socket.create_server(("127.0.0.1", int(os.environ["PORT"]))) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            version = connection.recv(4096).split(b"\\r\\n")[0][-8:]
            connection.sendall(b"HTTP/1.1 404 Not Found\\r\\nContent-Type: text/plain\\r\\nContent-Length: 8\\r\\n\\r\\n" + version)
"""
    expects = {"version": "3.0", "status": 404, "content": "HTTP/3.0"}
    assert told(server(filename="server.py", code=code, expects=expects), tmp_path) == []


def test_a_client_that_fails_is_told_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(ExampleError, match="exit code 3") as caught:
        told(client("import sys\nprint('because')\nsys.exit(3)\n"), tmp_path)
    assert "because" in str(caught.value)


def test_a_client_may_have_to_end_with_a_code_of_its_own(tmp_path: Path) -> None:
    code = "import sys, urllib.request\nurllib.request.urlopen(sys.argv[1]).read()\nprint('done')\nsys.exit(2)\n"
    assert told(client(code, exit_code=2), tmp_path) == []
    with pytest.raises(ExampleError, match="exit code 2, not 0"):
        told(client(code), tmp_path)


def test_an_answer_may_break_off(tmp_path: Path) -> None:
    code = """
import http.client, sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1]).read()
except http.client.IncompleteRead as error:
    print(f"got {len(error.partial)} of {len(error.partial) + error.expected}")
"""
    example = client(code, expects={"status": 200, "content": "0123456789", "cut_after": 4}, output="got 4 of 10")
    run, recorded = handled(example, (), tmp_path)
    assert run.lines == ["got 4 of 10"]
    assert list(disagreements(example.expects, recorded)) == []
    assert recorded[0].answers[0].content == b"0123"


@pytest.mark.parametrize("end", ["request.socket.destroy()", "request.socket.resetAndDestroy()"])
def test_a_server_may_end_the_connection_without_an_answer(end: str, tmp_path: Path) -> None:
    code = SERVER.replace('response.writeHead(STATUS, FIELDS).end("hello")', end)
    assert told(server(code=code, expects={"status": 444, "no_answer": True}), tmp_path) == []


def test_a_client_may_get_no_answer(tmp_path: Path) -> None:
    code = """
import http.client, sys, urllib.request
try:
    urllib.request.urlopen(sys.argv[1])
except http.client.RemoteDisconnected:
    print("done")
"""
    assert told(client(code, expects={"status": 444, "no_answer": True}), tmp_path) == []


def test_a_client_against_a_server_example_is_recorded_on_both_sides(tmp_path: Path) -> None:
    other = server(status=200, fields="{ 'Content-Length': 5 }", expects={"status": 200})
    code = "import sys, urllib.request\nurllib.request.urlopen(sys.argv[1]).read()\nprint('done')\n"
    example = client(code, against="server.mjs", expects={"status": 200, "content": "hello"})
    with folder_for("harness") as folder:
        run, recorded = handled(example, (other,), folder)
    assert run.lines == ["done"]
    assert list(disagreements(example.expects, recorded)) == []


def test_a_kept_connection_holds_several_exchanges() -> None:
    sent = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
    received = b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    first, second = exchanges(sent, received, closed=True)
    assert (first.method, first.path, [answer.status for answer in first.answers]) == ("GET", "/a", [204])
    assert (second.path, second.content, [answer.status for answer in second.answers]) == ("/b", b"hi", [103, 200])
    assert second.answers[-1].content == b"ok"


def test_a_request_may_be_refused_before_its_content_is_sent() -> None:
    sent = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n"
    received = b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno"
    (refused,) = exchanges(sent, received, closed=True)
    assert [(answer.status, answer.content) for answer in refused.answers] == [(413, b"no")]


def test_ports_are_not_handed_out_twice() -> None:
    ports = [free_port() for _ in range(20)]
    assert len(set(ports)) == 20
