"""The fields that every answer carries, whoever made it: what a browser may do with it, and which sites may read it."""

from collections.abc import Callable
from typing import Any

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.security import SecurityMiddleware

from statuscodes.server.contract import REFUSED

ANY_ORIGIN = "*"

# What scripts can ask a browser for, and this site never does; copying to the clipboard is the one thing that it does.
UNUSED = ("browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class FieldsMiddleware(SecurityMiddleware):
    """Django's own fields of this kind and, beside them, those that it does not know.

    No answer of this site changes the Content-Security-Policy, so it is made once, and in one order: django-csp's
    middleware makes it for each answer, in the order of a set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.policy = "; ".join(sorted(build_policy().split("; ")))

    def process_request(self, request: HttpRequest) -> Any:
        """Redirect to https where that is asked for; what is no request asks for nothing."""
        if REFUSED in request.META:
            return None
        try:
            return super().process_request(request)
        except DisallowedHost:
            return None  # it is refused again further in, and that answer comes by here for its fields

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:  # type: ignore[override]  # files too
        """Add what is not there yet; who may be read from anywhere may be loaded from anywhere."""
        super().process_response(request, response)  # type: ignore[arg-type]  # it sets fields, which every answer has
        if settings.CROSS_ORIGIN:
            response.headers.setdefault("Access-Control-Allow-Origin", ANY_ORIGIN)
        shared = response.get("Access-Control-Allow-Origin") == ANY_ORIGIN
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if shared else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not settings.DEBUG:  # whose pages about failures have styles of their own
            response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
