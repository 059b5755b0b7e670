"""What a supervisor asks: whether the process is alive, and whether it has what it serves."""

from django.conf import settings
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.request import host_validation_re
from django.middleware.common import CommonMiddleware
from django.views.decorators.http import require_safe

from statuscodes.errors import problem
from statuscodes.models import Load

NOW = "no-store"  # an answer about now is of no use later


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answers while the process does; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": NOW})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """What is loaded, or 503 while nothing is."""
    try:
        load = Load.objects.first()
    except DatabaseError:  # there is no database yet, or none that can be read
        load = None
    if load is None:
        return _not_ready()
    told = {"status": "ready", "entries": load.entries, "content": load.digest, "version": settings.VERSION}
    return JsonResponse(told, headers={"Cache-Control": NOW})


def _not_ready() -> HttpResponse:
    response = problem(503, "Service Unavailable", "No content is loaded: run manage.py load_content.")
    response["Cache-Control"] = NOW
    return response


class HostMiddleware(CommonMiddleware):
    """Refuses requests without a valid Host (RFC 9112, 3.2), and hosts that are not ours.

    A supervisor may know a copy by its address alone, so it may name any. HTTP/1.0 had no such field.
    """

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        """Have the host checked."""
        host = request.META.get("HTTP_HOST", request.META["SERVER_NAME"])
        probed = request.path in settings.PROBES and host_validation_re.fullmatch(host.lower())
        return None if probed else super().process_request(request)
