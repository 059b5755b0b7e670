"""What is said twice on the site: equal sentences and list items, and sentences that nearly are."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz, process

from statuscodes.entries.catalog import Catalog
from statuscodes.entries.entry import Entry
from statuscodes.entries.numbers import code_slug

WORDS_OF_A_SENTENCE = 6  # shorter ones, such as “Try again later.”, are nobody's own
CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Twins(NamedTuple):
    """Two sentences of different pages that are alike, and how much: 0 to 100, as `rapidfuzz.fuzz.ratio` has it."""

    likeness: float
    first: str
    first_page: str
    second: str
    second_page: str


def list_items(entry: Entry) -> Iterator[str]:
    """The items of an entry's lists."""
    yield from chain(entry.what_you_can_do, entry.causes, entry.debug_steps, entry.related.values())


def prose(entry: Entry) -> Iterator[str]:
    """Every text of an entry that is written for a reader."""
    yield entry.summary
    yield entry.meaning
    yield from list_items(entry)
    yield entry.retry.why
    yield from (field.why for field in entry.headers)
    yield from (owner.meaning for owner in entry.owners)
    yield from (subcode.meaning for subcode in entry.subcodes)
    for fingerprint in entry.fingerprints:
        yield fingerprint.signs
        yield from filter(None, [fingerprint.log])


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text that have words enough to be somebody's own, without its blocks of code."""
    for sentence in SENTENCE_END.split(" ".join(CODE_BLOCK.sub(" ", text).split())):
        if len(sentence.split()) >= WORDS_OF_A_SENTENCE:
            yield sentence


def said_twice(catalog: Catalog) -> dict[str, list[str]]:
    """Each sentence and each list item that stands more than once on the site, with the pages that have it."""
    where: dict[str, list[str]] = defaultdict(list)
    for page, text in texts(catalog):
        for sentence in sentences(text):
            where[sentence].append(page)
    counted = set(where)  # an item that is a single sentence
    for entry in catalog.entries:
        for item in list_items(entry):
            if item not in counted:
                where[item].append(entry.slug)
    return {text: pages for text, pages in where.items() if len(pages) > 1}


def nearly_said_twice(catalog: Catalog, likeness: float = 90.0) -> list[Twins]:
    """Sentences of different pages that are alike by more than `likeness` of 100, most alike first."""
    said = sorted({(sentence, page) for page, text in texts(catalog) for sentence in sentences(text)})
    said.sort(key=lambda pair: len(pair[0]))
    return sorted(chain.from_iterable(_twins(said, number, likeness) for number in range(len(said))), reverse=True)


def _twins(said: list[tuple[str, str]], number: int, likeness: float) -> Iterator[Twins]:
    """The later ones of the sentences, shortest first, that are like one of them."""
    first, first_page = said[number]
    longest = len(first) * (200 / likeness - 1)  # the ratio of two texts cannot exceed 200 × shorter / (both together)
    end = number + 1
    while end < len(said) and len(said[end][0]) <= longest:
        end += 1
    later = [sentence for sentence, _ in said[number + 1 : end]]
    for second, score, offset in process.extract(first, later, scorer=fuzz.ratio, score_cutoff=likeness, limit=None):
        second_page = said[number + 1 + offset][1]
        if score > likeness and second_page != first_page:
            yield Twins(score, first, first_page, second, second_page)


def texts(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every text of the site with the page that it stands on."""
    for entry in catalog.entries:
        yield from ((entry.slug, text) for text in prose(entry))
    yield from ((row.slug, row.text) for row in catalog.classes)
    yield from ((chapter.slug, chapter.text) for chapter in catalog.chapters)
    for sender in catalog.senders:
        yield from ((f"sent-by/{sender.slug}", text) for text in (sender.summary, sender.text, *(row.meaning for row in sender.codes)))
    for failure in catalog.failures:
        yield from ((f"no-status#{failure.slug}", text) for text in (failure.summary, failure.text))
    yield from ((code_slug(number), rumour.text) for number, rumour in catalog.rumours.items())
