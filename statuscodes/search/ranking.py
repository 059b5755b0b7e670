"""How well each page fits the words of a query: names and messages first, then what its texts are about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from statuscodes.search.compiling import IN_LONG_TEXTS, weight
from statuscodes.search.lexicon import Lexicon
from statuscodes.search.phrases import KINDS
from statuscodes.search.reading import Query
from statuscodes.search.spelling import Reading, readings
from statuscodes.search.words import names_in, squashed, stem

# What counts beside the best phrase of a page.
WEIGHT_OF_COVERAGE = 0.55
WEIGHT_OF_SECOND = 0.2
WEIGHT_OF_LONG_TEXTS = 0.35
WEIGHT_OF_PRIOR = 0.15
MOST_LONG_TEXTS = 40  # pages; the long texts of others do not count
WRITTEN_SO = 0.9  # a phrase that is written just as the query, apart from spaces and capitals
NAMED_SO = 0.5  # a phrase that is written just as a part of an identifier

WITHOUT_STATUS = "/no-status"  # a message that a code has as well is rather about the code
LESS_THAN_A_CODE = 0.85

# What a page must reach to be a result at all.
GOOD_PHRASE = 0.42
GOOD_COVERAGE = 0.36
LIKE_THE_PHRASE = 0.3  # below it, the best phrase is not the reason

ENOUGH_WORDS = 9.0  # the weight of the words that a question and a phrase have in common from which on more does not count
FIRST_WORDS = 2  # of the most telling words; each finds phrases whatever it tells
TELLING_ENOUGH = 0.4  # the share of the weight of the most telling word that a further one needs for that
SPECIFIC = 10.0  # the weight of a message from which on it is hardly met by chance
NEARLY_WHOLE = 0.7  # the share of a message that a pasted line must have

NAMING, TELLING, MESSAGES = 0, 1, 2  # the groups of phrases
FACTORS = list(KINDS.values())
MESSAGE = KINDS["message"]
NOWHERE: tuple[list[int], list[int], list[float]] = ([], [], [])
NAMES = frozenset(place for place, kind in enumerate(KINDS) if kind in {"name", "constant", "alias", "reason", "field"})


class Fit(NamedTuple):
    """How well a page fits, and the number of the phrase that is the reason, if one is."""

    score: float
    phrase: int | None


class _Word(NamedTuple):
    """A word of the query: what it may stand for, and how much it tells."""

    readings: list[Reading]
    weight: float


class _Best(NamedTuple):
    """For each page how well its best phrase fits, the number of that phrase, and how well the second best one does."""

    fits: list[float]
    seconds: list[float]
    phrases: list[int]


def by_words(query: Query, known: Lexicon) -> dict[int, Fit]:
    """Every page that fits the words, by its number; empty where nothing sensible does."""
    told = _weighed(query.words, known, is_unfinished=not query.is_pasted)
    if not (told and known.pages):
        return {}
    best = _best(query, told, known)
    covered = _coverage(told, known)
    long = _long(told, query.compounds, known)
    fits = {}
    for page, (fit, second, phrase, coverage) in enumerate(zip(*best, covered, strict=True)):
        if fit >= GOOD_PHRASE or (fit and coverage >= GOOD_COVERAGE):
            score = fit + WEIGHT_OF_COVERAGE * coverage + WEIGHT_OF_SECOND * second
            score += WEIGHT_OF_LONG_TEXTS * long.get(page, 0.0) + WEIGHT_OF_PRIOR * known.prior[page]
            if known.pages[page].path.startswith(WITHOUT_STATUS):
                score *= LESS_THAN_A_CODE
            fits[page] = Fit(score, phrase if fit >= LIKE_THE_PHRASE else None)
    return fits


def _weighed(words: tuple[str, ...], known: Lexicon, *, is_unfinished: bool) -> list[_Word]:
    """The words with their readings; a word that is unknown here weighs as the rarest one does."""
    told = []
    for place, word in enumerate(words, start=1):
        found = readings(word, known, is_unfinished=is_unfinished and place == len(words))
        most = max((known.weights[reading.stem] * reading.likeness for reading in found), default=0.0)
        told.append(_Word(found, most or weight(len(known.texts.get(stem(word), NOWHERE)[0]), len(known.pages))))
    return told


def _best(query: Query, told: list[_Word], known: Lexicon) -> _Best:
    every = len(known.pages)
    fits, seconds, phrases = best = _Best([0.0] * every, [0.0] * every, [0] * every)
    page_of = known.page_of
    for numbers, fit in _fits(query, told, known):
        for number in numbers:
            page = page_of[number]
            if fit > fits[page]:
                fits[page], seconds[page], phrases[page] = fit, fits[page], number
            elif fit > seconds[page]:
                seconds[page] = fit
    return best


def _fits(query: Query, told: list[_Word], known: Lexicon) -> Iterator[tuple[Iterable[int], float]]:
    """The numbers of the phrases that have a word of the query, with how well they fit."""
    every = told if query.all_words == query.words else _weighed(query.all_words, known, is_unfinished=False)
    ends, kind_of = known.ends, known.kind_of
    for shape, of_query, of_phrase in _common(told, NAMING, known):
        yield range(ends[shape], ends[shape + 1]), FACTORS[kind_of[shape]] * of_phrase**0.75 * (0.3 + 0.7 * of_query)
    for shape, of_query, of_phrase in _common(told, TELLING, known):
        yield range(ends[shape], ends[shape + 1]), FACTORS[kind_of[shape]] * of_query * of_phrase**0.4
    for shape, of_query, of_phrase in _common(every, MESSAGES, known):
        yield range(ends[shape], ends[shape + 1]), _message_fit(known.weight_of[shape], of_query, of_phrase)
    for number in known.squashed.get(squashed(query.text), ()):
        yield (number,), WRITTEN_SO + FACTORS[known.kind_of_phrase(number)]
    for number in _named(query.text, known):
        yield (number,), NAMED_SO + FACTORS[known.kind_of_phrase(number)]


def _named(text: str, known: Lexicon) -> list[int]:
    """The phrases that a part of an identifier is written like; of several parts the longest counts."""
    named = [name for name in names_in(text) if name in known.squashed]
    phrases = known.squashed[max(named, key=len)] if named else []
    return [number for number in phrases if known.kind_of_phrase(number) in NAMES]


def _common(told: list[_Word], group: int, known: Lexicon) -> Iterator[tuple[int, float, float]]:
    """The number of each shape of a group with a word of the query, and the shares of both that the two have in common.

    A word that tells little opens no shape by itself while others tell more: hundreds have it.
    """
    asked: dict[int, float] = {}
    more: dict[int, float] = {}  # by which a shape has something else in common than the query: a word that is only like one of its own
    told = sorted(told, key=lambda word: -word.weight)
    for place, word in enumerate(told):
        opens = place < FIRST_WORDS or word.weight > TELLING_ENOUGH * told[0].weight
        for reading, having in _having(word, group, known):
            share = word.weight * reading.likeness
            apart = known.weights[reading.stem] * reading.likeness - share
            numbers = having if opens else [number for number in having if number in asked]
            for number in numbers:
                asked[number] = asked.get(number, 0.0) + share
            if apart:
                more |= {number: more.get(number, 0.0) + apart for number in numbers}
    enough = min(sum(word.weight for word in told), ENOUGH_WORDS)
    weight_of = known.weight_of
    for number, in_common in asked.items():
        of_query, of_phrase = in_common / enough, (in_common + more.get(number, 0.0) if more else in_common) / weight_of[number]
        yield number, of_query if of_query < 1 else 1.0, of_phrase if of_phrase < 1 else 1.0


def _having(word: _Word, group: int, known: Lexicon) -> Iterator[tuple[Reading, list[int]]]:
    """The shapes that have a word, each with the likeliest reading that it has."""
    seen: set[int] = set()
    for reading in word.readings:
        numbers = known.shapes[reading.stem][group]
        yield reading, [number for number in numbers if number not in seen] if seen else numbers
        if len(word.readings) > 1:
            seen.update(numbers)


def _message_fit(weight: float, of_query: float, of_phrase: float) -> float:
    """How well a message fits: a line that has nearly all of it is it; a question may have a part of it."""
    fit = float(MESSAGE * of_phrase**0.75 * (0.3 + 0.7 * of_query))
    if of_phrase > NEARLY_WHOLE and weight > SPECIFIC:
        return max(fit, of_phrase * of_phrase * min(1.3, 0.6 + weight / 50))
    return fit


def _coverage(told: list[_Word], known: Lexicon) -> list[float]:
    """For each page the share of the query that it has, each word by the best text that has it."""
    covered = [0.0] * len(known.pages)
    total = sum(word.weight for word in told)
    for word in told:
        share = word.weight / total / 100
        for page, cover in _covered(word, known):
            covered[page] += cover * share
    return covered


def _covered(word: _Word, known: Lexicon) -> Iterable[tuple[int, float]]:
    """The pages that have a word, and how good the best text is, of a hundred; in long texts only the likeliest reading counts."""
    if [reading.likeness for reading in word.readings] == [1.0]:
        pages, covers, _ = known.texts[word.readings[0].stem]
        return zip(pages, covers, strict=True)
    best: dict[int, float] = {}
    for place, reading in enumerate(word.readings):
        pages, covers, _ = known.texts[reading.stem]
        for page, cover in zip(pages, covers, strict=True):
            least = 0.0 if place else IN_LONG_TEXTS
            if cover > IN_LONG_TEXTS or least:
                best[page] = max(best.get(page, least), cover * reading.likeness)
    return best.items()


def _long(told: list[_Word], names: tuple[str, ...], known: Lexicon) -> dict[int, float]:
    """By page how well its long texts fit, 1 for the best; `names` are words that hyphens join, looked for as they are."""
    found: dict[int, float] = defaultdict(float)
    for word in [*(word.readings[0].stem for word in told if word.readings), *names]:
        pages, _, fits = known.texts.get(word, NOWHERE)
        for page, fit in zip(pages, fits, strict=True):
            found[page] += fit
    best = sorted(found.items(), key=itemgetter(1), reverse=True)[:MOST_LONG_TEXTS]
    return {page: fit / best[0][1] for page, fit in best if fit}
