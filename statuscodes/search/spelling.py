"""What a misspelt word may have been meant to be: the words of this site that are most like it."""

from bisect import bisect_left, bisect_right
from itertools import takewhile
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from statuscodes.search.lexicon import Lexicon
from statuscodes.search.words import stem

SHORTEST = 4  # letters; a shorter word is like too many others
LIKE_ENOUGH = {4: 0.75, 5: 0.75, 6: 0.8}  # by length; longer words may differ a little more
LONG_WORD = 0.74
SUGGESTIONS = 3
NEAR_ENOUGH = 50.0  # of 100, for names to suggest
AS_IT_IS = 0.85  # how sure a word is whose stem is known and which itself stands nowhere: modifed, beside modify
MOST_BEGUN = 12
SHORTEST_BEGINNING = 2  # letters of a last word that is still being typed


class Reading(NamedTuple):
    """A stem that a typed word may stand for, and how sure that is: 1 where it is the word itself."""

    stem: str
    likeness: float
    word: str


def readings(word: str, lexicon: Lexicon, *, is_unfinished: bool) -> list[Reading]:
    """What a word may stand for, most likely first; empty where nothing here is like it."""
    own = stem(word)
    is_known = word in lexicon.written
    found = [Reading(own, 1.0 if is_known else AS_IT_IS, word)] if own in lexicon.weights else []
    if is_unfinished and len(word) >= SHORTEST_BEGINNING:
        found += [Reading(lexicon.vocabulary[known], 0.9 if not found else 0.5, known) for known in _begun(word, lexicon)]
    return _distinct(found if is_known else found + _like(word, lexicon))


def _begun(word: str, lexicon: Lexicon) -> list[str]:
    """The first words that begin so, and are longer."""
    start = bisect_right(lexicon.words, word)
    return list(takewhile(lambda known: known.startswith(word), lexicon.words[start : start + MOST_BEGUN]))


def _like(word: str, lexicon: Lexicon) -> list[Reading]:
    if len(word) < SHORTEST:
        return []
    cutoff = LIKE_ENOUGH.get(len(word), LONG_WORD)
    # A word that is much longer or shorter is not like it.
    start = bisect_left(lexicon.words_by_length, len(word) * cutoff, key=len)
    end = bisect_right(lexicon.words_by_length, len(word) / cutoff, key=len)
    near = process.extract(
        word, lexicon.words_by_length[start:end], scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=SUGGESTIONS
    )
    best = max((likeness for _, likeness, _ in near), default=0.0)
    return [Reading(lexicon.vocabulary[known], likeness * 0.95, known) for known, likeness, _ in near if likeness > best - 0.08]


def _distinct(found: list[Reading]) -> list[Reading]:
    best: dict[str, Reading] = {}
    for reading in found:
        if reading.stem not in best or best[reading.stem].likeness < reading.likeness:
            best[reading.stem] = reading
    return sorted(best.values(), key=lambda reading: -reading.likeness)


def nearest_names(typed: str, lexicon: Lexicon) -> list[str]:
    """The names of codes that are most like what was typed, for somebody who found nothing."""
    near = process.extract(typed, lexicon.names, scorer=fuzz.ratio, processor=str.lower, score_cutoff=NEAR_ENOUGH, limit=SUGGESTIONS)
    return [name for name, _, _ in near]
