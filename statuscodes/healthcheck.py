"""`python -m statuscodes.healthcheck`: does the server on HOST and PORT answer `/healthz`? A container's HEALTHCHECK runs it.

It reads the settings, and leaves Django alone: it runs every few seconds.
"""

import sys
from http.client import HTTPConnection, HTTPException

from statuscodes import settings

PATIENCE = 3  # seconds for an answer

# Who listens on all addresses is asked on the loopback.
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nobody listens here


def trouble(host: str, port: int) -> str | None:
    """What is wrong with the server there; None when it says that it is alive."""
    connection = HTTPConnection(LOOPBACK.get(host, host), port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
    except (OSError, HTTPException) as error:
        return f"no answer on {host} port {port}: {error}"
    finally:
        connection.close()
    return None if answer.status == 200 else f"/healthz answers {answer.status} {answer.reason}"  # noqa: PLR2004 - RFC 9110, 15.3.1


if __name__ == "__main__":
    sys.exit(trouble(settings.HOST, settings.PORT))
