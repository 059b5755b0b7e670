"""What fits a query, best first, and why. The parts are in `reading`, `lexicon`, `spelling` and `ranking`."""

from collections.abc import Iterator
from dataclasses import dataclass

from statuscodes.entries.entry import UNREGISTERED
from statuscodes.entries.numbers import code_slug
from statuscodes.models import Citation, Sender, StatusClass, Subcode
from statuscodes.search.lexicon import Lexicon, lexicon
from statuscodes.search.ranking import Fit, by_words
from statuscodes.search.reading import Query, read_query

# What certain signs count, far above what words can reach.
SUBCODE, NUMBER, CLASS, DEFINED, FORMERLY, BEGINNING, CITED, MENTIONED = 60.0, 50.0, 45.0, 40.0, 37.0, 35.0, 30.0, 20.0
POSSIBLE_NUMBER = 0.35
LEAST_OF_BEST = 0.38  # what fits less than this share of the best is left out


@dataclass(frozen=True)
class Found:
    """The path of what fits a query, such as ``/404``, ``/4xx`` or ``/no-status#dns``, and why it does."""

    path: str
    reason: str


def search(typed: str, limit: int) -> list[Found]:
    """What fits, best first and at most `limit`."""
    return search_in(lexicon(), typed, limit)


def search_in(known: Lexicon, typed: str, limit: int) -> list[Found]:
    """The same with a lexicon at hand."""
    query = read_query(typed)
    scores: dict[str, float] = {}
    reasons: dict[str, str] = {}
    for path, score, reason in _signs(query, known):
        if score > scores.get(path, 0.0):
            scores[path], reasons[path] = score, reason
    for path, fit in by_words(query, known).items():
        if not scores or path in scores or not _is_settled(query):
            scores[path] = scores.get(path, 0.0) + fit.score
            reasons.setdefault(path, _reason(fit))
    best = max(scores.values(), default=0.0)
    ranked = sorted(scores, key=lambda path: (-scores[path], path))
    return [Found(path, reasons[path]) for path in ranked if best > MENTIONED or scores[path] >= LEAST_OF_BEST * best][:limit]


def _is_settled(query: Query) -> bool:
    """Whether signs have said what is meant, so that other pages with the same words are noise."""
    return bool(query.prefixes or query.references)


def _signs(query: Query, known: Lexicon) -> Iterator[tuple[str, float, str]]:
    """Numbers, beginnings of numbers and RFCs: paths with their score and reason."""
    for place, row in enumerate(_finer(query.subcodes)):
        yield row.status_code.url, SUBCODE - place, f"{row.software} {row.number}: {row.name}"
    for place, path in enumerate(_of_numbers(query.numbers, known)):
        yield path, (NUMBER if query.is_certain else POSSIBLE_NUMBER) - place * 0.1, "the number"
    for prefix in query.prefixes:
        if len(prefix) == 1 and StatusClass.objects.filter(slug=f"{prefix}xx").exists():
            yield f"/{prefix}xx", CLASS, "the class"
        for path in (path for path in known.pages if path.startswith(f"/{prefix}") and path[1:].isdigit()):
            yield path, BEGINNING + known.prior.get(path, 0.0), f"begins with {prefix}"
    for reference in query.references:
        yield from _of_rfc(reference.rfc, reference.section, known)


def _finer(numbers: tuple[str, ...]) -> list[Subcode]:
    """The rows of finer numbers such as 404.13, in the order in which they were typed."""
    rows = Subcode.objects.filter(number__in=numbers).select_related("status_code") if numbers else ()
    return sorted(rows, key=lambda row: numbers.index(row.number))


def _of_numbers(numbers: tuple[int, ...], known: Lexicon) -> list[str]:
    """The entries of numbers, and products that have such a number of their own, in the order in which they were typed."""
    own: dict[int, list[str]] = {}
    if any(f"/{code_slug(number)}" not in known.pages for number in numbers):
        for sender in Sender.objects.all():
            for row in sender.codes:
                own.setdefault(row["number"], []).append(sender.url)
    paths = [path for number in numbers for path in (f"/{code_slug(number)}", *own.get(number, ())) if path in known.pages]
    return list(dict.fromkeys(paths))


def _of_rfc(rfc: int, section: str | None, known: Lexicon) -> Iterator[tuple[str, float, str]]:
    """The codes that an RFC defines, those that it defined once, and those whose entries cite it."""
    for row in Citation.objects.filter(section__rfc=rfc).select_related("status_code", "section"):
        is_asked = section is not None and row.section.number == section
        if section is None or is_asked:
            defines = row.position == 0 and row.status_code.kind not in UNREGISTERED
            reason = f"{'defined in' if defines else 'cites'} RFC {rfc}, section {row.section.number}"
            yield row.status_code.url, (DEFINED if defines else CITED) + is_asked, reason
    for path in known.former.get(rfc, ()):
        yield path, FORMERLY + known.prior.get(path, 0.0), f"once defined in RFC {rfc}"
    for path, sections in known.mentions.get(rfc, {}).items():
        if section is None or section in sections:
            yield (
                path,
                MENTIONED + known.prior.get(path, 0.0) + len(sections) / 100,
                f"mentions RFC {rfc}, section {section or sections[0]}",
            )


def _reason(fit: Fit) -> str:
    """Why a page is among the results, as a reader is told."""
    phrase = fit.phrase
    if not phrase:
        return "its text has these words"
    if phrase.kind == "message":
        return f"{phrase.software} {'writes to its ' + phrase.where if phrase.where in LOGS else 'says'} “{phrase.shown}”"
    return REASONS[phrase.kind].format(phrase=phrase)


LOGS = ("log", "error log", "access log")
REASONS = {
    "name": "its name",
    "alias": "also called “{phrase.shown}”",
    "search": "people look for it as “{phrase.shown}”",
    "class": "the class",
    "reason": "{phrase.software} calls it “{phrase.shown}”",
    "owner": "sent by {phrase.software}",
    "constant": "the constant {phrase.shown}",
    "field": "carries {phrase.shown}",
    "subcode": "has {phrase.shown}",
    "summary": "its summary",
    "note": "a note of this site: “{phrase.shown}”",
    "sign": "what the log of {phrase.software} shows",
    "cause": "a cause: “{phrase.shown}”",
}
