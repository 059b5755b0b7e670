"""The lexicon as it is kept: one JSON object that loading makes of the catalog, and that a process reads when it starts.

Its names are those of `lexicon.Lexicon`. Pages and phrases are numbers in it, in their order. Everything that a query
does not change is worked out here; and the same content makes the same octets, so nothing in it follows the order of a set.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from statuscodes.entries.catalog import Catalog
from statuscodes.entries.citations import citations_in
from statuscodes.entries.entry import UNREGISTERED
from statuscodes.entries.wildcards import VARIABLE
from statuscodes.search.phrases import KINDS, Phrase, phrases_of
from statuscodes.search.texts import fits, prose, texts_of
from statuscodes.search.words import squashed, stem, telling, words

LOOSE = frozenset({"summary", "note", "sign", "owner", "cause"})  # they tell of a page, and do not name it
GROUPS = 3  # of phrases: those that name a page, those that tell of it, messages
IN_LONG_TEXTS = 30  # of a hundred, for a word that stands only in the long texts of a page
UNREGISTERED_COUNTS = 0.6
DIGITS = 4

Numbers = dict[str, int]  # of pages, by path
Lists = dict[str, list[Any]]
Shapes = dict[tuple[str, tuple[str, ...]], list[Phrase]]  # by kind and stems


def compiled(catalog: Catalog) -> str:
    """Everything that search knows of a catalog."""
    pages = sorted(_pages(catalog))
    numbers = {row[0]: number for number, row in enumerate(pages)}
    shapes = _shapes(phrases_of(catalog))
    phrases = [phrase for alike in shapes.values() for phrase in alike]
    weights = _weights(shapes, len(pages))
    made = {
        "pages": pages,
        "prior": _prior(catalog, phrases, numbers),
        "page_of": [numbers[phrase.path] for phrase in phrases],
        "reason_of": [phrase.reason for phrase in phrases],
        "kind_of": [list(KINDS).index(kind) for kind, _ in shapes],
        "ends": list(accumulate(map(len, shapes.values()), initial=0)),
        "weight_of": [round(sum(weights[word] for word in stems), DIGITS) for _, stems in shapes],
        "weights": weights,
        "shapes": _by_stem(shapes),
        "texts": _texts(catalog, shapes, numbers),
        "squashed": _by_squashed(phrases),
        "vocabulary": _vocabulary(phrases),
        "written": sorted({word for text in _everything(catalog, phrases) for word in words(text)}),
        "names": sorted({phrase.shown for phrase in phrases if phrase.kind == "name"}),
        "finer": _finer(catalog, numbers),
        "own": _own(catalog, numbers),
        "cited": _cited(catalog, numbers),
        "former": _former(catalog, numbers),
        "mentions": _mentions(catalog, numbers),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _pages(catalog: Catalog) -> Iterator[tuple[str, int | None, str | None, str, str]]:
    """What a result tells of each page: path, code, class, name, summary."""
    for entry in catalog.entries:
        yield f"/{entry.slug}", entry.code, entry.status_class, entry.name, entry.summary
    yield from ((f"/{row.slug}", None, row.slug, row.name, row.summary) for row in catalog.classes)
    yield from ((f"/no-status#{failure.slug}", None, None, failure.title, failure.summary) for failure in catalog.failures)
    yield from ((f"/sent-by/{sender.slug}", None, None, sender.name, sender.summary) for sender in catalog.senders if sender.codes)


def _shapes(phrases: Iterable[Phrase]) -> Shapes:
    """The phrases that a query fits equally well, because they are of one kind and have the same stems."""
    found: Shapes = defaultdict(list)
    for phrase in phrases:
        fixed = VARIABLE.sub(" ", phrase.shown)
        told = words(fixed) if phrase.kind == "message" else telling(fixed)  # messages are made of small words, too
        found[phrase.kind, tuple(sorted(set(map(stem, told))))].append(phrase)
    return found


def _weights(shapes: Shapes, pages: int) -> dict[str, float]:
    """How telling each stem is: the rarer the pages that are called so, the more."""
    having: dict[str, set[str]] = defaultdict(set)
    for (_, stems), phrases in shapes.items():
        for word in stems:
            having[word].update(phrase.path for phrase in phrases)
    return {word: round(weight(len(paths), pages), DIGITS) for word, paths in having.items()}


def weight(having: int, every: int) -> float:
    """How much a word tells that so many of all pages have."""
    return math.log(1 + every / (0.5 + having))


def _prior(catalog: Catalog, phrases: list[Phrase], numbers: Numbers) -> list[float]:
    """How much is told of each page: 0 to 1."""
    told = Counter(phrase.path for phrase in phrases if phrase.kind in {"message", "alias"})
    most = max(told.values(), default=1)
    counts = {f"/{entry.slug}": UNREGISTERED_COUNTS for entry in catalog.entries if entry.kind in UNREGISTERED}
    return [round(counts.get(path, 1.0) * math.log1p(told[path]) / math.log1p(most), DIGITS) for path in numbers]


def _by_stem(shapes: Shapes) -> dict[str, tuple[list[int], ...]]:
    """The shapes that have a stem, by group."""
    found: dict[str, tuple[list[int], ...]] = defaultdict(lambda: tuple([] for _ in range(GROUPS)))
    for number, (kind, stems) in enumerate(shapes):
        group = 2 if kind == "message" else int(kind in LOOSE)
        for word in stems:
            found[word][group].append(number)
    return found


def _texts(catalog: Catalog, shapes: Shapes, numbers: Numbers) -> Lists:
    """For each word the pages that have it, how good the best text is that has it there, and how well the long texts fit."""
    best: dict[str, dict[str, int]] = defaultdict(dict)
    for (kind, stems), phrases in shapes.items():
        for word in stems:
            for phrase in phrases:
                best[word][phrase.path] = max(round(100 * KINDS[kind]), best[word].get(phrase.path, 0))
    long = fits(texts_of(catalog))
    made: Lists = {}
    for word in dict.fromkeys([*best, *long]):
        paths = sorted(dict.fromkeys([*best.get(word, ()), *long.get(word, ())]))
        made[word] = [
            [numbers[path] for path in paths],
            [best.get(word, {}).get(path, IN_LONG_TEXTS) for path in paths],
            [float(f"{long.get(word, {}).get(path, 0.0):.{DIGITS}g}") for path in paths],  # a word that nearly all have fits by a millionth
        ]
    return made


def _by_squashed(phrases: list[Phrase]) -> Lists:
    """The phrases that are written so, apart from spaces and capitals."""
    found: Lists = defaultdict(list)
    for number, phrase in enumerate(phrases):
        if phrase.kind != "summary":
            found[squashed(VARIABLE.sub(" ", phrase.shown))].append(number)
    return found


def _vocabulary(phrases: list[Phrase]) -> dict[str, str]:
    """Every word of the phrases with its stem, sorted; what is misspelt is one of these."""
    named = (phrase for phrase in phrases if phrase.kind not in {"cause", "owner"})
    known = {word for phrase in named for word in telling(VARIABLE.sub(" ", phrase.shown))}
    return {word: stem(word) for word in sorted(known)}


def _everything(catalog: Catalog, phrases: list[Phrase]) -> Iterator[str]:
    yield from (phrase.shown for phrase in phrases)
    for entry in catalog.entries:
        yield from prose(entry)


def _finer(catalog: Catalog, numbers: Numbers) -> Lists:
    """The pages that tell of a finer number such as 404.13, with the reason."""
    found: Lists = defaultdict(list)
    for entry in catalog.entries:
        for row in entry.subcodes:
            found[row.number].append((numbers[f"/{entry.slug}"], f"{row.software} {row.number}: {row.name}"))
    return found


def _own(catalog: Catalog, numbers: Numbers) -> Lists:
    """The products that have a number of their own, without an entry."""
    found: Lists = defaultdict(list)
    for sender in catalog.senders:
        for row in sender.codes:
            found[row.slug].append(numbers[f"/sent-by/{sender.slug}"])
    return found


def _cited(catalog: Catalog, numbers: Numbers) -> Lists:
    """The pages that cite an RFC, with the section, and whether the code is defined there."""
    found: Lists = defaultdict(list)
    for entry in catalog.entries:
        for place, cited in enumerate(entry.citations):
            defines = place == 0 and entry.kind not in UNREGISTERED
            found[str(cited.rfc)].append((numbers[f"/{entry.slug}"], cited.section, defines))
    return found


def _former(catalog: Catalog, numbers: Numbers) -> Lists:
    """The pages of the codes that an RFC defined once."""
    found: Lists = defaultdict(list)
    for entry in catalog.entries:
        first: Iterable[int] = (entry.first_defined.rfc,) if entry.first_defined else ()
        for rfc in (*first, *entry.earlier):
            found[str(rfc)].append(numbers[f"/{entry.slug}"])
    return found


def _mentions(catalog: Catalog, numbers: Numbers) -> Lists:
    """The pages whose texts mention an RFC, with the sections."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in catalog.entries:
        for cited in citations_in("\n".join(prose(entry))):
            found[str(cited.rfc)][numbers[f"/{entry.slug}"]].append(cited.section)
    return {rfc: [list(row) for row in pages.items()] for rfc, pages in found.items()}
