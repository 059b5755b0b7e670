"""`manage.py serve`: the site, on the address that HOST and PORT name."""

import errno
import gc
import logging
import os
import resource
import signal
import socket
import sys
from functools import partial
from types import FrameType
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from statuscodes.models import StatusCode
from statuscodes.search.lexicon import lexicon
from statuscodes.server.contract import Application
from statuscodes.server.metrics import Counters, export
from statuscodes.server.processes import Task, keep_running
from statuscodes.server.worker import WAITING, Worker
from statuscodes.starting import make_current

PATIENCE = 10  # seconds for a worker to finish what is in flight, once the server is to end

# A connection takes its place until it is closed, idle or not. So that thousands of idle ones keep nobody out, there are
# as many places as there may be open files, up to this number for each worker.
CONNECTIONS = 16 * 1024
OTHER_FILES = 256  # that a worker has open beside its connections

log = logging.getLogger("statuscodes")


class Command(BaseCommand):
    """Serve until a signal ends it."""

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
        application, entries = prepared()
        address = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        log.info("Serving %s entries on http://%s:%s (Ctrl+C ends it).", entries, address, settings.PORT)
        listener = socket.create_server((settings.HOST, settings.PORT), family=family(settings.HOST), backlog=WAITING)
        listener.setblocking(False)
        counters = [Counters() for _ in range(settings.WORKERS)]
        tasks: list[Task] = [partial(Worker(application, each, places(), PATIENCE).serve, listener) for each in counters]
        if settings.METRICS_PORT:
            tasks.append(partial(export, counters, settings.HOST, settings.METRICS_PORT))
        keep_running(tasks, PATIENCE + 2, listener.close)


def end(number: int, frame: FrameType | None) -> NoReturn:
    """End what comes before serving: the first process of a container hears no signal that it has no handler for."""
    sys.exit()


def prepared() -> tuple[Application, int]:
    """The application, and the number of entries: everything that is kept in memory is read before there are workers, which share it."""
    from statuscodes.serving.wsgi import application  # noqa: PLC0415  # it reads the pages, which are not current before

    lexicon()
    entries = StatusCode.objects.count()
    connections.close_all()  # a worker must not go on with the connection of another process
    gc.collect()
    gc.freeze()
    # A worker answers inside of its loop, one request after the other. Django keeps the database from code in a loop, which may be
    # interrupted by another request; this is not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return application, entries


def places() -> int:
    """How many connections a worker may keep, once it may open as many files as the system grants."""
    wanted = CONNECTIONS + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    return max(1, granted - OTHER_FILES)


def family(host: str) -> socket.AddressFamily:
    """That of an address."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def why_not_to_listen(host: str, name: str, port: int) -> str | None:
    """What keeps this process from listening there now, with the setting to change; None when nothing does."""
    with socket.socket(family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"{name}={port}: something else on {host} listens there already; choose another {name}"
            return f"HOST={host} {name}={port}: {error.strerror}"
    return None
