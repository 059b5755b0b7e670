"""`manage.py serve`: the site, on the address that HOST and PORT name."""

import errno
import gc
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.common import AbstractServer

from statuscodes.models import StatusCode
from statuscodes.search.lexicon import lexicon
from statuscodes.starting import make_current

APPLICATION = "statuscodes.serving.wsgi:application"

THREADS = 1  # requests that one process works on at a time; more only take turns on the interpreter

PATIENCE = 10  # seconds for a worker to finish what is in flight, once the server is to end: a client that stalls takes them all

# The server's own limits on a request. They stand behind those of limits.py, for it answers with a status and nothing else.
HEAD = 64 * 1024  # octets of request line and fields together; more is a 431
HEAD_TIME = 30_000  # milliseconds from the end of the last answer to the end of the next request's fields; then it hangs up

# A connection takes its place until it is closed, idle or not. So that thousands of idle ones keep nobody out, there are
# as many places as there may be open files, up to this number for each worker.
CONNECTIONS = 16 * 1024
OTHER_FILES = 256  # that a worker has open beside its connections
WAITING = 4096  # connections that the kernel keeps until there is a place

METRICS_EVERY = 5  # seconds between what a worker tells of itself; shorter than Prometheus asks by default

log = logging.getLogger("statuscodes")


class Command(BaseCommand):
    """Serve with Granian, until a signal ends it."""

    help = "Serve the site on HOST and PORT with as many processes as WORKERS says."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("DEBUG: manage.py dev serves for development")
        ports = {"PORT": settings.PORT} | ({"METRICS_PORT": settings.METRICS_PORT} if settings.METRICS_PORT else {})
        for name, port in ports.items():
            if problem := why_not_to_listen(settings.HOST, name, port):
                raise CommandError(problem)
        signal.signal(signal.SIGTERM, end)
        make_current()
        entries = prepared()
        address = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        log.info("Serving %s entries on http://%s:%s (Ctrl+C ends it).", entries, address, settings.PORT)
        server().serve(target_loader=application_in_a_group_of_its_own)


def end(number: int, frame: FrameType | None) -> NoReturn:
    """End what comes before serving: the first process of a container hears no signal that it has no handler for."""
    sys.exit()


def prepared() -> int:
    """Read everything that is kept in memory before there are workers, so that they share it; gives the number of entries."""
    import_string(APPLICATION.replace(":", "."))
    lexicon()
    entries = StatusCode.objects.count()
    connections.close_all()  # a worker must not go on with the connection of another process
    gc.collect()
    gc.freeze()
    return entries


def server() -> AbstractServer[Any]:
    """The server as the settings describe it."""
    return Granian(
        APPLICATION,
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what balancers speak to us; HTTP/2 has more ways to keep a server busy
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=HEAD, header_read_timeout=HEAD_TIME),
        workers=settings.WORKERS,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        blocking_threads=THREADS,
        backlog=WAITING,
        backpressure=places(),
        log_dictconfig=settings.LOGGING,
        metrics_enabled=settings.METRICS_PORT is not None,
        metrics_scrape_interval=METRICS_EVERY,
        metrics_address=settings.HOST,
        metrics_port=settings.METRICS_PORT or 0,
    )


def places() -> int:
    """How many connections a worker may keep, once it may open as many files as the system grants."""
    wanted = CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    return max(1, granted - OTHER_FILES)


def application_in_a_group_of_its_own(target: str) -> Callable[..., Any]:
    """The application, in a process that Ctrl+C in a terminal does not reach: the main process alone ends its workers.

    A worker that gets the terminal's SIGINT and the main process's SIGTERM at once may never end.
    """
    os.setpgrp()
    application: Callable[..., Any] = import_string(target.replace(":", "."))
    return application


def why_not_to_listen(host: str, name: str, port: int) -> str | None:
    """What keeps this process from listening there now, with the setting to change; None when nothing does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"{name}={port}: something else on {host} listens there already; choose another {name}"
            return f"HOST={host} {name}={port}: {error.strerror}"
    return None
