"""What the tests run beside a server, in a container without a network: `wait SECONDS`, or requests from standard input.

It stands alone: the engine passes its text to the Python of the image.
"""

import base64
import json
import select
import socket
import sys
import time

ADDRESS = ("127.0.0.1", 8000)


def wait(seconds: float) -> bool:
    """Whether the server listens before these seconds are over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(ADDRESS).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def connected(request: bytes) -> socket.socket:
    """A connection that this request was sent on, and that takes little of the answer before it is read."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(ADDRESS)
    connection.sendall(request)
    return connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        parts.append(b"(reset)")
    return b"".join(parts)


def exchange() -> None:
    """Send every request, say so once the first is being answered, and read when told to."""
    requests = [base64.b64decode(request) for request in json.loads(sys.stdin.readline())["requests"]]
    connections = [connected(request) for request in requests]
    select.select(connections, [], [])
    print("sent", flush=True)
    sys.stdin.readline()
    print(json.dumps([base64.b64encode(received(connection)).decode() for connection in connections]), flush=True)


if sys.argv[1:2] == ["wait"]:
    sys.exit(not wait(float(sys.argv[2])))
exchange()
