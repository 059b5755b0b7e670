"""What fits a query, best first, and why. The parts are in `reading`, `lexicon`, `spelling` and `ranking`."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from statuscodes.entries.numbers import code_slug
from statuscodes.search.lexicon import Lexicon, Told, lexicon, loaded_digest
from statuscodes.search.ranking import Fit, by_words
from statuscodes.search.reading import LONGEST_QUERY, Query, Reference, read_query

# What certain signs count, far above what words can reach.
SUBCODE, NUMBER, CLASS, DEFINED, FORMERLY, BEGINNING, CITED, MENTIONED = 60.0, 50.0, 45.0, 40.0, 37.0, 35.0, 30.0, 20.0
POSSIBLE_NUMBER = 0.35
LEAST_OF_BEST = 0.38  # what fits less than this share of the best is left out
IN_LONG_TEXTS = "its text has these words"
REMEMBERED = 512  # queries whose results a process keeps: at the longest, 2,000 characters and 100 results each, some 8 MB


class Found(NamedTuple):
    """A page that fits a query, and why it does."""

    page: Told
    reason: str


def search(typed: str, limit: int) -> tuple[Found, ...]:
    """What fits, best first and at most `limit`."""
    return _remembered(loaded_digest(), typed[:LONGEST_QUERY], limit)


@lru_cache(maxsize=REMEMBERED)
def _remembered(digest: str, typed: str, limit: int) -> tuple[Found, ...]:  # noqa: ARG001  # other content has other results
    return search_in(lexicon(), typed, limit)


def search_in(known: Lexicon, typed: str, limit: int) -> tuple[Found, ...]:
    """The same with a lexicon at hand."""
    query = read_query(typed)
    scores: dict[int, float] = {}
    reasons: dict[int, str] = {}
    for page, score, reason in _signs(query, known):
        if score > scores.get(page, 0.0):
            scores[page], reasons[page] = score, reason
    fits = by_words(query, known)
    for page in fits.keys() & scores.keys() if _is_settled(query) and scores else fits:
        scores[page] = scores.get(page, 0.0) + fits[page].score
    best = max(scores.values(), default=0.0)
    least = 0.0 if best > MENTIONED else LEAST_OF_BEST * best
    ranked = sorted((-score, page) for page, score in scores.items() if score >= least)[:limit]
    return tuple(Found(known.pages[page], reasons[page] if page in reasons else _reason(fits[page], known)) for _, page in ranked)


def _is_settled(query: Query) -> bool:
    """Whether signs have said what is meant, so that other pages with the same words are noise."""
    return bool(query.prefixes or query.references)


def _reason(fit: Fit, known: Lexicon) -> str:
    return IN_LONG_TEXTS if fit.phrase is None else known.reason_of[fit.phrase]


def _signs(query: Query, known: Lexicon) -> Iterator[tuple[int, float, str]]:
    """Numbers, beginnings of numbers and RFCs: pages with their score and reason."""
    finer = [row for number in query.subcodes for row in known.finer.get(number, ())]
    yield from ((page, SUBCODE - place, reason) for place, (page, reason) in enumerate(finer))
    for place, page in enumerate(_of_numbers(query.numbers, known)):
        yield page, (NUMBER if query.is_certain else POSSIBLE_NUMBER) - place * 0.1, "the number"
    for prefix in query.prefixes:
        if (page_of_class := known.page_at.get(f"/{prefix}xx")) is not None:
            yield page_of_class, CLASS, "the class"
        for page, told in enumerate(known.pages):
            if told.code is not None and told.path.startswith(f"/{prefix}"):
                yield page, BEGINNING + known.prior[page], f"begins with {prefix}"
    for reference in query.references:
        yield from _of_rfc(reference, known)


def _of_numbers(numbers: tuple[int, ...], known: Lexicon) -> list[int]:
    """The entries of numbers, and products that have such a number of their own, in the order in which they were typed."""
    slugs = [code_slug(number) for number in numbers]
    pages = [page for slug in slugs for page in (known.page_at.get(f"/{slug}"), *known.own.get(slug, ()))]
    return [page for page in dict.fromkeys(pages) if page is not None]


def _of_rfc(asked: Reference, known: Lexicon) -> Iterator[tuple[int, float, str]]:
    """The codes that an RFC defines, those that it defined once, and those whose entries cite it."""
    rfc, only = str(asked.rfc), asked.section
    for page, section, defines in known.cited.get(rfc, ()):
        if only in {None, section}:
            reason = f"{'defined in' if defines else 'cites'} RFC {rfc}, section {section}"
            yield page, (DEFINED if defines else CITED) + (only is not None), reason
    for page in known.former.get(rfc, ()):
        yield page, FORMERLY + known.prior[page], f"once defined in RFC {rfc}"
    for page, sections in known.mentions.get(rfc, ()):
        if only is None or only in sections:
            score = MENTIONED + known.prior[page] + len(sections) / 100
            yield page, score, f"mentions RFC {rfc}, section {only or sections[0]}"
