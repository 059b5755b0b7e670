import shlex

from statuscodes.entries.entry import Example
from statuscodes.pages.example import ShownExample, shown_example


def example(**changes: object) -> ShownExample:
    declared = {
        "title": "T",
        "filename": "server.mjs",
        "code": "x\n",
        "role": "server",
        "framework": "node:http",
        "expects": {"status": 404},
    }
    return shown_example(frozenset({404}), Example.model_validate(declared | changes))


def test_a_server_tells_how_to_install_run_and_ask_it() -> None:
    shown = example(requires=("express@5",), expects=({"request": "GET /a", "status": 200}, {"request": "DELETE /a", "status": 404}))
    assert (shown.language, shown.language_name, shown.lexer) == ("node", "Node.js", "js")
    assert shown.commands == ("npm install express@5", "node server.mjs")
    assert shown.requests == ("curl -i http://127.0.0.1:3000/a", "curl -i -X DELETE http://127.0.0.1:3000/a")
    assert (shown.expects.method, shown.expects.status, len(shown.steps)) == ("DELETE", 404, 2)


def test_a_client_is_run_against_an_address() -> None:
    shown = example(filename="client.py", role="client", requires=("httpx",), output="done")
    assert shown.commands == ("pip install httpx", "python client.py http://127.0.0.1:8000")
    assert shown.requests == ()


def test_a_client_against_a_server_in_the_other_language_uses_its_port() -> None:
    shown = example(filename="client.py", role="client", output="done", against="server.mjs")
    assert shown.commands == ("python client.py http://127.0.0.1:3000",)


def test_what_is_sent_is_quoted_for_the_shell() -> None:
    step = {"request": "POST /a?b=1&c=2", "request_headers": {"X-Name": "it's $HOME"}, "body": '{"a": "b"}', "status": 404}
    (command,) = example(expects=step).requests
    assert shlex.split(command) == ["curl", "-i", "-H", "X-Name: it's $HOME", "-d", '{"a": "b"}', "http://127.0.0.1:3000/a?b=1&c=2"]


def test_head_and_hanging_up_have_their_options() -> None:
    assert example(expects={"request": "HEAD /", "status": 404}).requests == ("curl -I http://127.0.0.1:3000/",)
    assert example(expects={"status": 404, "abandon_after": 0.5}).requests == ("curl -i --max-time 0.5 http://127.0.0.1:3000/",)


def test_another_version_is_asked_for_with_a_program_that_speaks_it() -> None:
    assert example(expects={"version": "1.0", "status": 404}).requests == ("curl -i --http1.0 http://127.0.0.1:3000/",)
    (command,) = example(expects={"version": "3.0", "request": "GET /a", "request_headers": {"X-A": "b c"}, "status": 404}).requests
    expected = "printf '%s\\r\\n' 'GET /a HTTP/3.0' 'Host: 127.0.0.1:3000' 'Connection: close' 'X-A: b c' '' | nc 127.0.0.1 3000"
    assert command == expected
