"""What is written to the log: one line for each request, and what happens to the server, in the same form.

Whatever a visitor sends is quoted as JSON quotes it, so that it can neither end a line nor start
another, nor reach a terminal as a command.
"""

import json
import logging
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings

from statuscodes.server.contract import Application, Environ

Form = Callable[[Environ, str, int, float], str]

PATH = "/:@!$&'()*+,;=~"  # what stands for itself in a path (RFC 3986, 3.3)
LONGEST = 1024  # characters of what a visitor sends; lines of up to 4 KB from several processes do not mix in a pipe

STDOUT = 1

as_json_text = json.JSONEncoder().encode
quoted = json.encoder.encode_basestring_ascii  # what that does to a string, without the way there


def logged(application: Application, form: Form, output: int) -> Application:
    """The application, with a line to the file descriptor for each answer."""
    probes = frozenset(settings.PROBES)

    def answer(environ: Environ, start_response: Callable[..., Any]) -> list[bytes]:
        began = time.perf_counter()
        started: list[str] = []

        def start(status: str, *rest: Any) -> Any:
            started[:] = [status]
            return start_response(status, *rest)

        asked = environ["PATH_INFO"]
        content = application(environ, start)
        environ["PATH_INFO"] = asked  # Django makes text of it
        status = started[0][:3]
        if asked not in probes or status[0] != "2":  # a supervisor asks every few seconds
            size = 0 if environ["REQUEST_METHOD"] == "HEAD" else sum(map(len, content))
            write(output, form(environ, status, size, time.perf_counter() - began))
        return content

    return answer


def write(output: int, line: str) -> None:
    """Write a line at once; when nobody reads the log any more, serving goes on."""
    try:
        os.write(output, line.encode("ascii"))
    except OSError:
        return


def as_line(environ: Environ, status: str, size: int, seconds: float) -> str:
    """The form that nginx calls `main`, which log tools know, and the milliseconds that the answer took."""
    parts = (
        f"{environ['REMOTE_ADDR']} - - [{second('%d/%b/%Y:%H:%M:%S +0000', int(time.time()))}]",
        quoted(f"{environ['REQUEST_METHOD']} {target(environ)} {environ['SERVER_PROTOCOL']}"),
        f"{status} {size}",
        quoted(field(environ, "HTTP_REFERER") or "-"),
        quoted(field(environ, "HTTP_USER_AGENT") or "-"),
        quoted(field(environ, "HTTP_X_FORWARDED_FOR") or "-"),
        f"{seconds * 1000:.3f}\n",
    )
    return " ".join(parts)


def as_json(environ: Environ, status: str, size: int, seconds: float) -> str:
    """One JSON object."""
    told = {
        "time": second("%Y-%m-%dT%H:%M:%S+00:00", int(time.time())),
        "remote_address": environ["REMOTE_ADDR"],
        "forwarded_for": field(environ, "HTTP_X_FORWARDED_FOR"),
        "method": environ["REQUEST_METHOD"],
        "path": path(environ),
        "query": environ.get("QUERY_STRING", "")[:LONGEST],
        "protocol": environ["SERVER_PROTOCOL"],
        "status": int(status),
        "size": size,
        "duration_ms": round(seconds * 1000, 3),
        "referer": field(environ, "HTTP_REFERER"),
        "user_agent": field(environ, "HTTP_USER_AGENT"),
    }
    return as_json_text(told) + "\n"


def target(environ: Environ) -> str:
    """The target of the request."""
    query = environ.get("QUERY_STRING", "")
    return path(environ) + (f"?{query}" if query else "")[:LONGEST]


def path(environ: Environ) -> str:
    """The path, encoded again."""
    return encoded(environ["PATH_INFO"][:LONGEST])


@lru_cache(maxsize=512)
def encoded(octets: str) -> str:
    """A path as it stands in an URL; a WSGI server gives its octets as Latin-1."""
    return quote(octets.encode("latin-1", "replace"), safe=PATH)[:LONGEST]


def field(environ: Environ, name: str) -> str:
    """A field of the request, cut to what is worth keeping; empty when it is not there."""
    value: str = environ.get(name, "")
    return value[: LONGEST // 2]


@lru_cache(maxsize=4)
def second(form: str, now: int) -> str:
    """The time, written once for all answers of a second."""
    return datetime.fromtimestamp(now, UTC).strftime(form)


FORMS: dict[str, Form] = {"line": as_line, "json": as_json}


class JsonFormatter(logging.Formatter):
    """What happens to the server, as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        return as_json_text(told | ({"traceback": self.formatException(record.exc_info)} if record.exc_info else {}))


def is_failure(record: logging.LogRecord) -> bool:
    """Whether something went wrong here: /status/503 answers 503 too, and that is no event."""
    return bool(record.exc_info)
