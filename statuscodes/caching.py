"""How answers may be kept: everywhere, but asked for again each time, which costs a 304."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

View = Callable[..., HttpResponse]

REVALIDATE = "no-cache"  # RFC 9111, 5.2.2.4: keep it, and ask before using it


def revalidated(view: View) -> View:
    """A view whose answers carry an ETag, and are a 304 for a client that has them."""

    @wraps(view)
    def conditional(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", REVALIDATE)
        if response.status_code != HTTPStatus.OK:
            return response
        # Weak, and varying, because the answer may be compressed after this: a 304 says the same (RFC 9110, 15.4.5).
        response["ETag"] = "W/" + quote_etag(hashlib.sha256(response.content).hexdigest()[:16])
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return conditional
