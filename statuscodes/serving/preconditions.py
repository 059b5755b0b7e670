"""Whether a request wants what it would get: If-Match, If-None-Match and their dates (RFC 9110, 13)."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from django.utils.http import parse_http_date_safe

ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~\x80-\xff]*"')


def are_given(environ: Mapping[str, str]) -> bool:
    """Whether a request has preconditions; written out, since this is asked of every request."""
    return (
        "HTTP_IF_NONE_MATCH" in environ
        or "HTTP_IF_MODIFIED_SINCE" in environ
        or "HTTP_IF_MATCH" in environ
        or "HTTP_IF_UNMODIFIED_SINCE" in environ
    )


def unmet(environ: Mapping[str, str], etag: str, modified: int) -> HTTPStatus | None:
    """The status to answer a GET or HEAD with instead of 200; None to go on. In the order of RFC 9110, 13.2.2.

    `etag` is strong, `modified` is in seconds since 1970.
    """
    if (wanted := environ.get("HTTP_IF_MATCH")) is not None:
        if wanted.strip() != "*" and etag not in _entity_tags(wanted):  # compared strongly: a weak tag is not equal to ours
            return HTTPStatus.PRECONDITION_FAILED
    elif (unchanged_since := _date(environ.get("HTTP_IF_UNMODIFIED_SINCE"))) is not None and modified > unchanged_since:
        return HTTPStatus.PRECONDITION_FAILED
    if (known := environ.get("HTTP_IF_NONE_MATCH")) is not None:
        is_known = known.strip() == "*" or not {etag, f"W/{etag}"}.isdisjoint(_entity_tags(known))
        return HTTPStatus.NOT_MODIFIED if is_known else None
    changed_since = _date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    return HTTPStatus.NOT_MODIFIED if changed_since is not None and modified <= changed_since else None


def _entity_tags(field: str) -> set[str]:
    return set(ENTITY_TAG.findall(field))


def _date(field: str | None) -> int | None:
    """Seconds since 1970; None for what is no date, which RFC 9110, 13.1.3 has us ignore."""
    return parse_http_date_safe(field) if field else None
