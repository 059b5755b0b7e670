"""What /status/503 answers: the status itself, with the fields that RFC 9110 and its neighbours require."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from statuscodes.entries.numbers import class_of, code_slug

ANSWERABLE = range(200, 600)  # a WSGI server has no way to send 1xx; beyond 599 no number is valid (RFC 9110, 15)
WITHOUT_CONTENT = frozenset({204, 205, 304})  # RFC 9110, 6.4.1 and 15.3.6
REDIRECTS = (301, 302, 303, 307, 308)
PART = b"The first ten lines of nothing in particular.\n"

# Fields that belong to a code, with a value that is true here.
FIELDS = {
    201: {"Location": "/status/201"},  # RFC 9110, 9.3.3: where the new resource is
    206: {"Content-Range": f"bytes 0-{len(PART) - 1}/{2 * len(PART)}"},  # RFC 9110, 15.3.7.1: MUST
    226: {"IM": "diffe", "ETag": '"2"', "Delta-Base": '"1"'},  # RFC 3229, 10.3, 10.4.1 and 10.5.1: MUST
    **{code: {"Location": "/"} for code in REDIRECTS},
    401: {"WWW-Authenticate": 'Bearer realm="statuscodes"'},  # RFC 9110, 15.5.2: MUST; Bearer opens no dialog in browsers
    405: {"Allow": ""},  # RFC 9110, 15.5.6: MUST, and may be empty
    407: {"Proxy-Authenticate": 'Bearer realm="statuscodes"'},  # RFC 9110, 15.5.8: MUST
    416: {"Content-Range": "bytes */0"},
    426: {"Upgrade": "websocket", "Connection": "upgrade"},  # RFC 9110, 15.5.22 and 7.8: MUST
    429: {"Retry-After": "120"},
    503: {"Retry-After": "120"},
}


def answer(code: int, phrase: str) -> HttpResponse:
    """The response with a status from `ANSWERABLE`; `phrase` is empty for a number without an entry."""
    content = PART if code == HTTPStatus.PARTIAL_CONTENT else f"{code_slug(code)} {phrase}".rstrip().encode() + b"\n"
    response = HttpResponse(b"" if code in WITHOUT_CONTENT else content, status=code, reason=phrase or None)
    if code in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        del response["Content-Type"]
    else:
        response["Content-Type"] = "text/plain; charset=utf-8"
        response["Content-Length"] = str(len(response.content))  # for 205 it says that there is none
    for name, value in FIELDS.get(code, {}).items():
        response[name] = value
    response["Cache-Control"] = "no-store"  # a test wants a new answer each time
    response["Access-Control-Allow-Origin"] = "*"  # so that a page of another site can test its fetch
    response["Access-Control-Expose-Headers"] = "*"
    return response


def is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks if a script of another site may send what it wants to send: the Fetch standard's CORS-preflight."""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def permission() -> HttpResponse:
    """The answer to that: any method and any field. With the status of the address itself, the browser would take it for a no."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    del response["Content-Type"]
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "*"
    response["Access-Control-Allow-Headers"] = "Authorization, *"  # the star does not mean this one
    response["Access-Control-Max-Age"] = "86400"
    return response


def refusal(code: int) -> str:
    """Why a number is not answered, in a sentence."""
    if class_of(code) == "1xx":
        return f"{code_slug(code)} is interim: a final response follows it on the wire, and this site's server cannot send it by itself."
    return f"{code_slug(code)} is no valid status code; those from 200 to 599 are answered here."
