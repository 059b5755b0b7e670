"""What several content folders say together: each is a layer, which adds to those before it or overrides them.

A file overrides the one of the same number or slug as a whole, `rfcs.yaml` and `rumours.yaml` do so by
their keys, and of a relation the later line holds. So a new release of the content below cannot make
wrong what was right above it, unless the two really contradict each other.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from statuscodes.entries.source import Source

KNOWN_BY_SLUG = ("guide", "no-status")  # their files are named for their place


def in_force(sources: Iterable[Source]) -> list[Source]:
    """The sources, first layer first, without those that a later layer overrides."""
    ordered = sorted(sources, key=lambda source: source.layer)
    latest = {_key(source): source.layer for source in ordered}
    return _with_the_later_relations([source for source in ordered if source.layer == latest[_key(source)]])


def merged_rfcs(tables: Iterable[dict[Any, Any]]) -> dict[Any, dict[Any, Any]]:
    """The RFCs of all tables by number: a later one adds sections, and overrides everything else."""
    merged: dict[Any, dict[Any, Any]] = {}
    for table in tables:
        for number, rfc in table.items():
            before = merged.get(number, {})
            merged[number] = before | rfc | {"sections": before.get("sections", {}) | rfc["sections"]}
    return merged


def _key(source: Source) -> tuple[str, str]:
    """What a file of another layer must share with this one to override it; files that are merged by key share nothing."""
    if source.part in {"rfcs", "rumours", ""}:
        return "", source.path
    slug = source.data.get("slug") if source.part in KNOWN_BY_SLUG else None
    return source.part, slug if isinstance(slug, str) else source.stem


def _with_the_later_relations(sources: list[Source]) -> list[Source]:
    """The line between two codes in the later of two layers holds: the author there may not be able to change the other one."""
    latest = {source.pair_with(code): source.layer for source in sources for code in source.related}
    return [
        _without_relations(source, {code for code in source.related if latest[source.pair_with(code)] > source.layer}) for source in sources
    ]


def _without_relations(source: Source, codes: set[Any]) -> Source:
    kept = {code: why for code, why in source.related.items() if code not in codes}
    return replace(source, data=source.data | {"related": kept}) if codes else source
