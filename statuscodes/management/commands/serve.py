"""`manage.py serve`: the site, on the address that HOST and PORT name."""

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces

from statuscodes.models import Load

THREADS = 4  # requests that one process works on at a time; more only take turns on the interpreter

PATIENCE = 30  # seconds for a worker to finish what is in flight, once the server is to end


class Command(BaseCommand):
    """Serve with Granian, until a signal ends it."""

    help = "Serve the site on HOST and PORT with as many processes as WORKERS says."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load = Load.objects.first()
        except OperationalError as error:
            raise CommandError(f"the database is not ready ({error}): run manage.py migrate and load_content first") from None
        if load is None:
            raise CommandError("nothing is loaded yet: run manage.py load_content first")
        if problem := why_not_to_listen(settings.HOST, settings.PORT):
            raise CommandError(problem)
        address = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        self.stdout.write(f"Serving {load.entries} entries on http://{address}:{settings.PORT} (Ctrl+C ends it).")
        server = Granian(
            "statuscodes.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=settings.WORKERS,
            blocking_threads=THREADS,
            workers_kill_timeout=PATIENCE,
        )
        server.serve(target_loader=application_in_a_group_of_its_own)


def application_in_a_group_of_its_own(target: str) -> Callable[..., Any]:
    """The application, in a process that Ctrl+C in a terminal does not reach: the main process alone ends its workers.

    A worker that gets the terminal's SIGINT and the main process's SIGTERM at once may never end.
    """
    os.setpgrp()
    application: Callable[..., Any] = import_string(target.replace(":", "."))
    return application


def why_not_to_listen(host: str, port: int) -> str | None:
    """What keeps this process from listening there now, with the setting to change; None when nothing does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"PORT={port}: something else on {host} listens there already; choose another PORT"
            return f"HOST={host} PORT={port}: {error.strerror}"
    return None
