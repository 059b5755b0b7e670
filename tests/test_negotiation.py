"""Negotiation, by cases and against a reading of RFC 9110 that is as plain as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuscodes.negotiation import preferred_coding, preferred_type

TYPES = ("text/html", "application/json", "text/markdown", "text/plain")
CODINGS = ("br", "zstd", "gzip")
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("", None),
        ("*/*", "text/html"),
        (CHROME, "text/html"),
        ("application/json", "application/json"),
        ("APPLICATION/JSON", "application/json"),
        ("application/json, text/plain, */*", "application/json"),  # axios: named is preferred to not named
        ("*/*, application/json", "application/json"),
        ("text/plain, application/json", "text/plain"),  # of equals the first
        ("text/*", "text/html"),
        ("text/*;q=0.5, text/plain", "text/plain"),
        ("text/html;q=0, */*", "application/json"),  # the more exact range holds: RFC 9110, 12.5.1
        ("text/*;q=0, text/plain;q=0.1, */*;q=0.05", "text/plain"),
        ("application/json;q=0.2, text/markdown;q=0.3", "text/markdown"),
        ("application/json;q=0.001, text/html;q=0", "application/json"),
        ("text/plain ; q=0.5 , text/html; q=0.4", "text/plain"),
        ('application/json;profile="a,text/html", text/plain;q=0.9', "application/json"),
        ("application/json;charset=utf-8", "application/json"),
        ("text/html;q=high, text/plain;q=0.9", "text/html"),
        ("text/html;q=7, text/plain;q=0.9", "text/html"),
        ("audio/ogg", None),
        ("nonsense", None),
        (",,,", None),
    ],
)
def test_the_media_type_that_accept_prefers(accept: str | None, expected: str | None) -> None:
    assert preferred_type(accept, TYPES) == expected


@pytest.mark.parametrize(
    ("accept_encoding", "expected"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("zstd", "zstd"),
        ("deflate", "identity"),
        ("identity", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, identity", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=0.5, identity;q=0", "gzip"),
        ("identity;q=0", "identity"),  # nothing acceptable: 12.4.1 lets us answer all the same
        ("gzip;q=0", "identity"),
        ("br;q=0.0", "identity"),
        ("compress, gzip;q=0.001", "gzip"),
    ],
)
def test_the_coding_that_accept_encoding_prefers(accept_encoding: str | None, expected: str) -> None:
    assert preferred_coding(accept_encoding, CODINGS) == expected


weights = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
ranges = st.sampled_from([*TYPES, "text/*", "application/*", "*/*", "image/png"])
codings = st.sampled_from([*CODINGS, "identity", "*", "deflate"])


def field(elements: dict[str, float]) -> str:
    return ", ".join(f"{name};q={weight:.3f}" for name, weight in elements.items())


def weight_of_type(offer: str, elements: dict[str, float]) -> float:
    """RFC 9110, 12.5.1: the most specific range that matches gives the weight."""
    for name in (offer, offer.split("/", maxsplit=1)[0] + "/*", "*/*"):
        if name in elements:
            return elements[name]
    return 0.0


def weight_of_coding(offer: str, elements: dict[str, float]) -> float:
    """RFC 9110, 12.5.3: named, or matched by the asterisk."""
    return elements.get(offer, elements.get("*", 0.0))


@given(st.dictionaries(ranges, weights))
def test_no_type_is_chosen_while_another_weighs_more(elements: dict[str, float]) -> None:
    best = max(weight_of_type(offer, elements) for offer in TYPES)
    chosen = preferred_type(field(elements), TYPES)
    if best == 0:
        assert chosen is None
    else:
        assert chosen is not None
        assert weight_of_type(chosen, elements) == best


@given(st.dictionaries(codings, weights))
def test_no_coding_is_chosen_while_another_weighs_more(elements: dict[str, float]) -> None:
    best = max(weight_of_coding(offer, elements) for offer in CODINGS)
    chosen = preferred_coding(field(elements), CODINGS)
    if best == 0 or best < elements.get("identity", 0.0):
        assert chosen == "identity"
    else:
        assert weight_of_coding(chosen, elements) == best


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert preferred_type(text, TYPES) in {None, *TYPES}
    assert preferred_coding(text, CODINGS) in {"identity", *CODINGS}
