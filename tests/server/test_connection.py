"""One client and the server: time, and clients that do not read. What requests get: tests/serving_process/test_framing.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.server.connection import HEAD_TIME, IN_A_TURN, LINGER, SEND_TIME
from statuscodes.server.contract import CONTENT
from tests.server.conftest import Client, Server

HOST = b"Host: a\r\n"
GET = b"GET /a%20b?c=%20 HTTP/1.1\r\n" + HOST + b"\r\n"
LAST = b"GET /last HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
POST = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 10\r\n\r\n"
BREW = b"BREW /pot HTTP/1.1\r\n" + HOST + b"\r\n"
UPGRADE = b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n" + HOST + b"\r\n"
CHUNKED = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-A: a\r\n\r\n"
OLD = b"PROPFIND http://b:81/?x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
STREAMS = {
    "methods": GET
    + BREW
    + b"XGET"
    + GET[3:]
    + b"FOOPOST"
    + GET[3:]
    + b"\r\n"
    + b"X" * 99
    + GET[3:]
    + GET
    + BREW
    + b"G@T / HTTP/1.1\r\n\r\n",
    "content": POST + b"GET / HTTP" + BREW + POST + b"\r\n\r\nBREW /" + BREW + CHUNKED + BREW + b"GET / HTTP/2.0\r\n\r\n",
    "what may be ignored": b"\r\n" + OLD + UPGRADE + BREW + b"\r\n" + UPGRADE + LAST + b"what is this",
}


def test_a_request_as_wsgi_has_it(client: Client) -> None:
    client.send(b"GET /a%20b?c=%20 HTTP/1.1\r\nHost: a\r\nX-A: \xe9\r\nX_A: b\r\nx-a: c\r\nContent-Type: text/plain\r\n\r\n")
    [request] = client.server.asked
    assert request == {
        "SERVER_NAME": "localhost",
        "REMOTE_ADDR": "192.0.2.7",
        "REMOTE_PORT": "4711",
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/a b",
        "QUERY_STRING": "c=%20",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "a",
        "HTTP_X_A": "\xe9,c",
        "CONTENT_TYPE": "text/plain",
    }
    assert client.transport.sent == [b"HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 4\r\n\r\npage"]


@pytest.mark.parametrize(
    ("target", "host", "path", "query"),
    [
        (b"http://b/", "b", "/", ""),
        (b"http://b:81/x?y", "b:81", "/x", "y"),
        (b"http://b?y", "b", "/", "y"),
        (b"https://[::1]:8/x", "[::1]:8", "/x", ""),
        (b"*", "a", "/", ""),
    ],
)
def test_the_host_in_a_target_counts(client: Client, target: bytes, host: str, path: str, query: str) -> None:
    client.send(b"OPTIONS " + target + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    [request] = client.server.asked
    assert (request["HTTP_HOST"], request["PATH_INFO"], request["QUERY_STRING"]) == (host, path, query)


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS)
@given(data=st.data())
def test_answers_do_not_depend_on_how_octets_arrive(stream: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(stream) - 1))))
    parts = [stream[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    clients = [Client(Server()), Client(Server())]
    clients[0].send(*(stream[place : place + 1] for place in range(len(stream))))
    clients[1].send(*parts)
    for client in clients:
        client.turns()
    asked = [[(request["REQUEST_METHOD"], request["PATH_INFO"]) for request in client.server.asked] for client in clients]
    assert asked[0] == asked[1]
    assert len(asked[0]) >= 5


def test_a_head_has_no_content_and_its_length(client: Client) -> None:
    client.send(GET.replace(b"GET", b"HEAD"))
    assert client.transport.sent == [b"HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 4\r\n\r\n"]


def test_old_clients_are_told_that_the_connection_stays(client: Client) -> None:
    client.send(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", b"GET / HTTP/1.0\r\n\r\n")
    assert [b"Connection: keep-alive" in answer for answer in client.transport.sent] == [True, False]
    assert [b"Connection: close" in answer for answer in client.transport.sent] == [False, True]
    assert client.calls == ["write_eof"]


def test_a_client_that_does_not_read_is_not_answered_until_it_does(client: Client) -> None:
    client.connection.pause_writing()
    client.send(GET * 3 + LAST + GET)
    assert client.statuses == []
    client.connection.resume_writing()
    assert client.statuses == [200] * 4
    assert client.calls == ["pause_reading", "write_eof", "resume_reading"]


def test_a_client_that_asks_for_much_at_once_takes_turns_with_others(client: Client) -> None:
    client.send(GET * (2 * IN_A_TURN + 1))
    assert len(client.statuses) == IN_A_TURN
    assert client.calls == ["pause_reading"]
    assert client.turns() == 2
    assert len(client.statuses) == 2 * IN_A_TURN + 1
    assert client.calls == ["pause_reading", "resume_reading"]


def test_a_client_that_goes_away_is_not_answered_any_more(client: Client) -> None:
    client.send(GET * (IN_A_TURN + 1))
    client.connection.connection_lost(None)
    client.turns()
    assert len(client.statuses) == IN_A_TURN


@pytest.mark.parametrize("sent", [b"Connection: Upgrade\r\n", b"Proxy-Connection: upgrade\r\n"], ids=["Connection", "Proxy-Connection"])
@pytest.mark.parametrize("length", [b"Content-Length: %d\r\n" % len(GET), b"Transfer-Encoding: chunked\r\n"], ids=["a length", "chunks"])
def test_the_content_of_an_upgrade_is_no_request(client: Client, sent: bytes, length: bytes) -> None:
    client.send(b"POST / HTTP/1.1\r\nUpgrade: h2c\r\n" + HOST + sent + length + b"\r\n" + GET, GET)
    assert [request["REQUEST_METHOD"] for request in client.server.asked] == ["POST"]
    assert client.calls == ["write_eof"]


@pytest.mark.parametrize("end", [b"5;" + b"x" * 70_000, b"0\r\n" + b"X: y\r\n" * 12_000, b"0" * 70_000, b"zz\r\n"])
def test_a_fault_in_content_gets_no_answer_of_its_own(client: Client, end: bytes) -> None:
    client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n" + end)
    assert (client.statuses, client.calls) == ([200], ["write_eof"])


def test_empty_lines_cost_nothing(client: Client) -> None:
    client.send(*[b"\r\n" * 100_000] * 20)
    assert client.connection.rest == b""
    assert client.connection.is_idle()
    client.send(GET)
    assert client.statuses == [200]


@pytest.mark.parametrize(
    ("fields", "stays"),
    [(b"keep-alive", True), (b"Keep-Alive, X", True), (b"keep-alive, close", False), (b"close, keep-alive", False)],
)
def test_old_clients_may_want_both(client: Client, fields: bytes, stays: bool) -> None:
    client.send(b"GET / HTTP/1.0\r\nConnection: " + fields + b"\r\n\r\n")
    assert client.calls == ([] if stays else ["write_eof"])


@pytest.mark.parametrize(
    "host", [b"", b"Host: a\r\nHost: b\r\n", b"Host: a b\r\n", b"Host: a/\r\n"], ids=["none", "two", "a space", "a slash"]
)
def test_a_target_with_a_host_does_not_make_up_for_the_field(client: Client, host: bytes) -> None:
    client.send(b"GET http://b/ HTTP/1.1\r\n" + host + b"\r\n")
    assert client.server.asked[0]["HTTP_HOST"] != "b"


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET * HTTP/1.1\r\n" + HOST, 400),
        (b"GET http: HTTP/1.1\r\n" + HOST, 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"0" * 5000 + b"5\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5 \t\r\n", 200),
    ],
    ids=["an asterisk", "no host in the target", "many digits", "spaces behind a value"],
)
def test_what_is_odd(client: Client, request_: bytes, status: int) -> None:
    client.send(request_ + b"\r\n" + b"abcde")
    assert client.statuses == [status]


def test_what_is_refused_has_no_content_for_a_head(client: Client) -> None:
    client.send(b"HEAD / HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 200 + b"\r\n")
    assert client.statuses == [431]
    assert client.transport.sent[0].endswith(b"\r\n\r\n")


def test_what_comes_after_a_close_is_nobodys(client: Client) -> None:
    client.send(LAST + GET, GET)
    assert [request["PATH_INFO"] for request in client.server.asked] == ["/last"]
    assert client.calls == ["write_eof"]


def test_an_idle_client_is_parted_with_in_time(client: Client) -> None:
    client.send(GET)
    client.look_after(HEAD_TIME - 1)
    assert client.calls == []
    client.look_after(2)
    assert (client.calls, client.statuses) == (["close"], [200])


@pytest.mark.parametrize("part", [b"GE", GET[:-1]], ids=["of a method", "of the fields"])
def test_a_client_that_is_late_is_told(client: Client, part: bytes) -> None:
    client.send(part)
    client.look_after(HEAD_TIME + 1)
    assert (client.calls, client.statuses) == (["write_eof"], [408])


def test_a_client_that_is_late_with_content_has_its_answer(client: Client) -> None:
    client.send(POST)
    client.look_after(HEAD_TIME + 1)
    assert (client.calls, client.statuses) == (["write_eof"], [200])


def test_a_client_may_read_as_slowly_as_it_likes_but_has_to_read(client: Client) -> None:
    client.send(GET)
    for unsent in (3000, 2000, 1000):
        client.transport.unsent = unsent
        client.look_after(SEND_TIME + 1)
    assert client.calls == []
    client.look_after(SEND_TIME + 1)
    assert client.calls == ["abort"]


def test_a_last_answer_may_be_read_for_a_while(client: Client) -> None:
    client.send(LAST)
    client.look_after(LINGER - 1)
    assert client.calls == ["write_eof"]
    client.look_after(2)
    assert client.calls == ["write_eof", "abort"]


def test_short_content_is_read_over_and_long_content_is_the_end(client: Client) -> None:
    client.send(POST.replace(b"10", str(CONTENT).encode()), b"x" * CONTENT, GET)
    assert (client.statuses, client.calls) == ([200, 200], [])
    client.send(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % (CONTENT + 1), b"x" * (CONTENT + 1))
    assert (client.statuses, client.calls) == ([200] * 3, ["write_eof"])


def test_a_server_that_ends_says_so_with_its_answer(client: Client) -> None:
    client.send(GET[:-1])
    assert not client.connection.is_idle()
    client.server.is_ending = True
    client.send(GET[-1:])
    assert b"Connection: close\r\n" in client.transport.sent[0]
    assert client.calls == ["write_eof"]


def test_a_fault_of_the_application_ends_the_connection_alone(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.server.application = lambda *_: [str(1 / 0).encode()]
    client.send(GET * 4)
    assert client.calls == ["abort"]
    assert caplog.text.count("A request could not be answered.") == 1
    assert "ZeroDivisionError" in caplog.text


def test_a_connection_is_forgotten(client: Client) -> None:
    assert client.server.connections == {client.connection}
    client.connection.connection_lost(None)
    assert client.server.connections == set()
