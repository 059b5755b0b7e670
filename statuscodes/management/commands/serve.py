"""`manage.py serve`: the site, on the address that HOST and PORT name."""

import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import Interfaces

from statuscodes.models import Load

THREADS = 4  # requests that one process works on at a time; more only take turns on the interpreter


class Command(BaseCommand):
    """Serve with Granian, until a signal ends it."""

    help = "Serve the site on HOST and PORT with as many processes as WORKERS says."

    def handle(self, *args: Any, **options: Any) -> None:
        load = Load.objects.first()
        if load is None:
            raise CommandError("nothing is loaded yet: run manage.py load_content first")
        if not port_is_free(settings.HOST, settings.PORT):
            raise CommandError(f"PORT={settings.PORT}: something else on {settings.HOST} listens there already; choose another PORT")
        self.stdout.write(f"Serving {load.entries} entries on http://{settings.HOST}:{settings.PORT} (Ctrl+C ends it).")
        server = Granian(
            "statuscodes.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            workers=settings.WORKERS,
            blocking_threads=THREADS,
        )
        server.serve()


def port_is_free(host: str, port: int) -> bool:
    """Whether this process could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
