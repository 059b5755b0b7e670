"""How answers may be kept: everywhere, used for a while, and asked for again, which costs a 304."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

View = Callable[..., HttpResponse]

REVALIDATE = "no-cache"  # RFC 9111, 5.2.2.4: keep it, and ask before using it
# A page changes with the content, and a page that is five minutes old is no harm. Longer than that, a cache may go on with
# it for a day while it asks in the background, and for a week while we are not there (RFC 5861, 3 and 4).
FRESH = "max-age=300, stale-while-revalidate=86400, stale-if-error=604800"


def strong_etag(content: bytes) -> str:
    """The entity tag of exactly these octets (RFC 9110, 8.8.3)."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:16])


def kept(view: View) -> View:
    """A view whose answers carry an ETag, may be kept, and are a 304 for a client that has them."""

    @wraps(view)
    def conditional(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
            response.add_post_render_callback(lambda rendered: _tagged(request, rendered))
            return response
        return _tagged(request, response)

    return conditional


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    is_lasting = response.status_code == HTTPStatus.OK and not settings.DEBUG
    response.headers.setdefault("Cache-Control", FRESH if is_lasting else REVALIDATE)
    if response.status_code != HTTPStatus.OK:
        return response
    # Weak, and varying, because the answer may be compressed after this: a 304 says the same (RFC 9110, 15.4.5).
    response["ETag"] = "W/" + strong_etag(response.content)
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
