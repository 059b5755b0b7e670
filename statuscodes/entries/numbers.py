"""What can be told from the number of a status code alone."""

VALID_CODES = range(100, 600)  # RFC 9110, 15
OTHER = "other"  # where numbers outside of that range are listed


def class_of(code: int) -> str:
    """The class of a code, such as ``4xx``, or ``other``."""
    return f"{code // 100}xx" if code in VALID_CODES else OTHER


def code_slug(code: int) -> str:
    """A code as URLs and files have it, with three digits: code 0 lives at /000."""
    return f"{code:03}"


def treated_as(code: int) -> int:
    """What a client takes a code for that it does not know: the x00 of its class, or 500 (RFC 9110, 15)."""
    return code // 100 * 100 if code in VALID_CODES else 500
