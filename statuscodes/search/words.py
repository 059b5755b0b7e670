"""Words as the search compares them: taken out of names, identifiers and sentences, in small letters, by their stems."""

import re
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer

WORD = re.compile(r"[^\W_]+")
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d{3}(?!\d))|(?<=\d)(?=[A-Z][a-z])")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
COMPOUND = re.compile(r"\b[A-Za-z]+(?:-[A-Za-z]+)+\b")

BETWEEN = re.compile(r"[^\w-]+")  # what separates the parts of an identifier: dots, colons, brackets
LONGEST_IDENTIFIER = 2  # words, as in `raise NotFound`
IDENTIFIER = re.compile(r"[a-z][A-Z]|_|::|\.\w|^:\w")

# Words that are in every question and every answer here, and tell no code from another.
SMALL_WORDS = frozenset(
    (  # noqa: SIM905  # a list of a hundred strings is no easier to read
        "a an and are as at be but by can cant could did do does doesnt dont for from get gets getting got had has have how i if im in "
        "into is isnt it its ive me my of on or our please said say saying says see shows so some than that the their them then there they "
        "this to us was wasnt we were what when where which while who why will with would you your "
        "code codes http https status statuses rfc"
    ).split()
)

_english = stemmer("english")
_one_word_at_a_time = Lock()  # the stemmer keeps the word that it works on in itself


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """What is common to the forms of a word: redirects and redirecting are both redirect."""
    with _one_word_at_a_time:
        return str(_english.stemWord(word))


def words(text: str) -> list[str]:
    """The words of a text in small letters; identifiers are taken apart: ``StatusTooManyRequests`` is four words."""
    return [word.lower() for word in WORD.findall(HUMPS.sub(" ", APOSTROPHE.sub("", text)))]


def telling(text: str) -> list[str]:
    """The words that tell something; all of them, where none does."""
    found = words(text)
    return [word for word in found if word not in SMALL_WORDS] or found


def squashed(text: str) -> str:
    """The text as one word, to compare what is written with and without spaces, hyphens and capitals."""
    return "".join(telling(text))


def names_in(text: str) -> list[str]:
    """What an identifier can be the name of, as one word each: its parts between dots and brackets, and each without its beginnings.

    ``ResponseEntity.noContent()`` has responseentity, entity, nocontent and content; a sentence has nothing of the kind.
    """
    found: dict[str, None] = {}
    if len(text.split()) > LONGEST_IDENTIFIER or not IDENTIFIER.search(text):
        return []
    for part in BETWEEN.split(text):
        told = words(part)
        found |= dict.fromkeys("".join(told[start:]) for start in range(len(told)))
    return list(found)


def compounds(text: str) -> list[str]:
    """Words that a hyphen joins, such as names of fields, in small letters."""
    return [found.lower() for found in COMPOUND.findall(text)]
