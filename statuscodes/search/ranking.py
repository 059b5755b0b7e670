"""How well each page fits the words of a query: names and messages first, then what its texts are about."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from statuscodes.search.index import long_texts
from statuscodes.search.lexicon import KINDS, Lexicon, Phrase
from statuscodes.search.reading import Query
from statuscodes.search.spelling import Reading, readings
from statuscodes.search.words import names_in, squashed

# What counts beside the best phrase of a page.
WEIGHT_OF_COVERAGE = 0.55
WEIGHT_OF_SECOND = 0.2
WEIGHT_OF_LONG_TEXTS = 0.35
WEIGHT_OF_PRIOR = 0.15
WRITTEN_SO = 0.9  # a phrase that is written just as the query, apart from spaces and capitals
NAMED_SO = 0.5  # a phrase that is written just as a part of an identifier
IN_LONG_TEXTS = 0.3  # a word that stands only in the long texts of a page

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

NAMES = frozenset({"name", "constant", "alias", "reason", "field"})
LOOSE = frozenset({"summary", "note", "sign", "owner", "cause"})


@dataclass(frozen=True)
class Fit:
    """How well a page fits, and the phrase that fits best."""

    score: float
    phrase: Phrase | None


@dataclass(frozen=True)
class _Word:
    """A word of the query: what it may stand for, and how much it tells."""

    readings: tuple[Reading, ...]
    weight: float


def by_words(query: Query, known: Lexicon) -> dict[str, Fit]:
    """Every page that fits the words, by its path; empty where nothing sensible does."""
    told = _weighed(query.words, known, is_unfinished=not query.is_pasted)
    if not told:
        return {}
    phrases = _phrases(query, told, known)
    covered = _coverage(told, known)
    long = long_texts([word.readings[0].word for word in told if word.readings], query.compounds)
    fits = {}
    for path in phrases:
        ranked = sorted(phrases[path], key=lambda row: -row[0])
        best, phrase = ranked[0]
        coverage = covered.get(path, 0.0)
        if best < GOOD_PHRASE and coverage < GOOD_COVERAGE:
            continue
        score = best + WEIGHT_OF_COVERAGE * coverage + WEIGHT_OF_SECOND * (ranked[1][0] if len(ranked) > 1 else 0.0)
        score += WEIGHT_OF_LONG_TEXTS * long.get(path, 0.0) + WEIGHT_OF_PRIOR * known.prior.get(path, 0.0)
        if path.startswith(WITHOUT_STATUS):
            score *= LESS_THAN_A_CODE
        fits[path] = Fit(score, phrase if best >= LIKE_THE_PHRASE else None)
    return fits


def _weighed(words: tuple[str, ...], known: Lexicon, *, is_unfinished: bool) -> list[_Word]:
    """The words with their readings; a word that is unknown here weighs as the rarest one does."""
    told = []
    for place, word in enumerate(words, start=1):
        found = readings(word, known, is_unfinished=is_unfinished and place == len(words))
        weight = max((known.weights[reading.stem] * reading.likeness for reading in found), default=0.0)
        told.append(_Word(tuple(found), weight or known.weight_of(len(known.pages_with(word)))))
    return told


def _phrases(query: Query, told: list[_Word], known: Lexicon) -> dict[str, list[tuple[float, Phrase]]]:
    """For each page its phrases that have a word of the query, with how well they fit."""
    every = told if query.all_words == query.words else _weighed(query.all_words, known, is_unfinished=False)
    found: dict[str, list[tuple[float, Phrase]]] = defaultdict(list)
    for number, of_query, of_phrase in _common(told, known):
        phrase = known.phrases[number]
        if phrase.kind != "message":
            found[phrase.path].append((_fit(phrase, of_query, of_phrase), phrase))
    for number, of_query, of_phrase in _common(every, known):
        phrase = known.phrases[number]
        if phrase.kind == "message":
            found[phrase.path].append((_message_fit(known.phrase_weights[number], of_query, of_phrase), phrase))
    for number in known.by_squashed.get(squashed(query.text), ()):
        phrase = known.phrases[number]
        found[phrase.path].append((WRITTEN_SO + KINDS[phrase.kind], phrase))
    for phrase in _named(query.text, known):
        found[phrase.path].append((NAMED_SO + KINDS[phrase.kind], phrase))
    return found


def _named(text: str, known: Lexicon) -> list[Phrase]:
    """The phrases that a part of an identifier is written like; of several parts the longest counts."""
    named = [name for name in names_in(text) if name in known.by_squashed]
    phrases = [known.phrases[number] for number in known.by_squashed[max(named, key=len)]] if named else []
    return [phrase for phrase in phrases if phrase.kind in NAMES]


def _common(told: list[_Word], known: Lexicon) -> Iterator[tuple[int, float, float]]:
    """The number of each phrase with a word of the query, and the shares of both that the two have in common.

    A word that tells little opens no phrase by itself while others tell more: hundreds have it.
    """
    asked: dict[int, float] = {}
    own: dict[int, float] = defaultdict(float)
    told = sorted(told, key=lambda word: -word.weight)
    for place, word in enumerate(told):
        opens = place < FIRST_WORDS or word.weight > TELLING_ENOUGH * told[0].weight
        best: dict[int, Reading] = {}
        for reading in word.readings:
            for number in known.by_stem[reading.stem]:
                if (opens or number in asked) and (number not in best or reading.likeness > best[number].likeness):
                    best[number] = reading
        for number, reading in best.items():
            asked[number] = asked.get(number, 0.0) + word.weight * reading.likeness
            own[number] += known.weights[reading.stem] * reading.likeness
    total = sum(word.weight for word in told)
    enough = min(total, ENOUGH_WORDS)
    for number, in_common in asked.items():
        yield number, min(1.0, in_common / enough), min(1.0, own[number] / known.phrase_weights[number])


def _fit(phrase: Phrase, of_query: float, of_phrase: float) -> float:
    """How well a name or a short text fits."""
    if phrase.kind in LOOSE:
        return float(KINDS[phrase.kind] * of_query * of_phrase**0.4)
    return float(KINDS[phrase.kind] * of_phrase**0.75 * (0.3 + 0.7 * of_query))


def _message_fit(weight: float, of_query: float, of_phrase: float) -> float:
    """How well a message fits: a line that has nearly all of it is it; a question may have a part of it."""
    fit = float(KINDS["message"] * of_phrase**0.75 * (0.3 + 0.7 * of_query))
    if of_phrase > NEARLY_WHOLE and weight > SPECIFIC:
        return max(fit, float(of_phrase**2 * min(1.3, 0.6 + weight / 50)))
    return fit


def _coverage(told: list[_Word], known: Lexicon) -> dict[str, float]:
    """For each page the share of the query that it has, each word by the best text that has it."""
    total = sum(word.weight for word in told)
    covered: dict[str, float] = defaultdict(float)
    for word in told:
        best: dict[str, float] = dict.fromkeys(known.pages_with(word.readings[0].word), IN_LONG_TEXTS) if word.readings else {}
        for reading in word.readings:
            for path, weight in known.fields.get(reading.stem, {}).items():
                best[path] = max(best.get(path, 0.0), weight * reading.likeness)
        for path, weight in best.items():
            covered[path] += weight * word.weight / total
    return covered
