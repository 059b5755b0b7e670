"""A process that serves: it takes connections from a socket until it is told to end, and then finishes what is in flight."""

import asyncio
import heapq
import io
import logging
import os
import signal
import socket
import sys
import time
from collections import defaultdict
from email.utils import formatdate
from functools import partial
from typing import Any

import uvloop

from statuscodes.server.connection import Connection
from statuscodes.server.contract import Application, Environ
from statuscodes.server.metrics import Counters

WAITING = 4096  # connections that the kernel keeps until they are taken
AT_ONCE = 64  # connections that are taken before requests are looked at again
SOON = 0.05  # seconds until it is looked again whether everything is finished

log = logging.getLogger("statuscodes")


class Worker:
    """The server that connections belong to: it looks after them, and gives them the time."""

    def __init__(self, application: Application, counters: Counters, places: int, patience: int) -> None:
        """`places` is how many connections are kept at a time, `patience` how many seconds they have once the end has come."""
        self.application, self.counters, self.places, self.patience = application, counters, places, patience
        self.answers: dict[str, int] = defaultdict(int)  # since they were counted last
        self.connections: set[Connection] = set()
        self.tasks: set[asyncio.Task[Any]] = set()  # a loop holds them but weakly
        self.parent = os.getpid()  # of the worker's own process, once that is started
        self.is_ending = False
        self.environ: Environ = {}
        self.date = b""
        self.time = time.monotonic()

    def serve(self, listener: socket.socket) -> None:
        """Serve until SIGTERM, or until the process that started this one is there no more."""
        self.environ = environ(*listener.getsockname()[:2])
        self.loop = uvloop.new_event_loop()
        self.soon = self.loop.call_soon
        asyncio.set_event_loop(self.loop)
        self.counters.started()
        self.loop.add_signal_handler(signal.SIGTERM, self.end)
        self.listener = listener
        self.loop.add_reader(listener, self.accept)
        self.turn = self.loop.call_soon(self.look_after)
        self.loop.run_forever()

    def accept(self) -> bool:
        """Take connections that wait; whether there may be more. uvloop's own way takes one a turn, and a turn can bring many answers."""
        for _ in range(AT_ONCE):
            try:
                client, address = self.listener.accept()
            except BlockingIOError:
                return False
            except OSError:  # there are no files left, for one; those that are open will be fewer
                log.exception("No connections can be taken for now.")
                self.loop.remove_reader(self.listener)
                return False
            connection = partial(Connection, self, *address[:2])
            task = self.loop.create_task(self.loop.connect_accepted_socket(connection, client))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        return True

    def opened(self, connection: Connection) -> None:
        """Keep a connection; where there is no place for it, those that have waited longest make room."""
        if len(self.connections) >= self.places:
            for oldest in heapq.nsmallest(1 + self.places // 100, self.connections, key=lambda kept: kept.since):
                oldest.transport.abort()
                self.connections.discard(oldest)
        self.connections.add(connection)

    def look_after(self) -> None:
        """Every second: tell connections the time, part with those that are late, count, and see whether this is the end."""
        self.turn.cancel()
        self.date = f"Date: {formatdate(time.time(), usegmt=True)}\r\n".encode()
        self.time = time.monotonic()
        for connection in list(self.connections):
            connection.look_after()
        self.counters.count(self.answers, time.process_time(), len(self.connections))
        self.answers.clear()
        if self.is_ending:
            self.part()
        elif os.getppid() != self.parent:
            self.end()
        else:
            self.loop.add_reader(self.listener, self.accept)  # if it could not be taken from before
        self.turn = self.loop.call_later(SOON if self.is_ending else 1 - time.time() % 1, self.look_after)

    def end(self) -> None:
        """Take what waits, but no more; requests that are on their way get a moment to arrive."""
        if self.is_ending:
            return
        log.info("Shutting down; %s connections are open.", len(self.connections))
        self.is_ending, self.deadline = True, time.monotonic() + self.patience
        while self.accept():
            pass
        self.loop.remove_reader(self.listener)
        self.listener.close()
        self.turn.cancel()
        self.turn = self.loop.call_later(SOON, self.look_after)

    def part(self) -> None:
        """Close the connections that want nothing, and stop once there is none any more, or when patience ends."""
        for connection in list(self.connections):
            if connection.is_idle():
                connection.transport.close()
        if (not self.connections and not self.tasks) or self.time > self.deadline:
            self.loop.stop()


def environ(host: str, port: int) -> Environ:
    """What stands in the environment of every request (PEP 3333); content is not handed on."""
    return {
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
