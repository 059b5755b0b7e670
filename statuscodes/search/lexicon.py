"""What everything on the site is called: the names, messages and short texts that a query is compared with.

It is made from the rows once for each load, and kept: a search then asks the database only for the long texts.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from statuscodes.entries.citations import citations_in
from statuscodes.entries.openings import opening
from statuscodes.entries.wildcards import VARIABLE
from statuscodes.models import Failure, Load, Sender, StatusClass, StatusCode
from statuscodes.plaintext import ITEM, plain
from statuscodes.search.index import pages_with
from statuscodes.search.words import squashed, stem, telling, words

# How much it says that something is called so, by what kind of text it is.
KINDS = {
    "name": 1.0,
    "alias": 0.97,
    "constant": 0.96,
    "search": 0.95,
    "class": 0.93,
    "reason": 0.94,
    "field": 0.92,
    "subcode": 0.85,
    "message": 0.8,
    "owner": 0.7,
    "summary": 0.62,
    "note": 0.62,
    "sign": 0.6,
    "cause": 0.55,
}


@dataclass(frozen=True)
class Phrase:
    """A short text that is told of a page, as the search compares it and as a reader is shown it."""

    path: str
    kind: str
    shown: str
    stems: frozenset[str]
    squashed: str
    software: str = ""
    where: str = ""


@dataclass
class Lexicon:
    """The phrases of everything that can be found, and where each stem stands."""

    phrases: list[Phrase]
    prior: dict[str, float]  # how much is told of a page: 0 to 1
    written: frozenset[str]  # every word that stands anywhere, as it is written
    former: dict[int, list[str]]  # the pages of the codes that an RFC defined once, by its number
    mentions: dict[int, dict[str, list[str]]]  # the pages whose texts mention an RFC, with the sections
    _pages: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The path of everything that can be found."""
        return frozenset(phrase.path for phrase in self.phrases)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """The numbers of the phrases that have a stem."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            for word in phrase.stems:
                found[word].append(number)
        return dict(found)

    @cached_property
    def by_squashed(self) -> dict[str, list[int]]:
        """The numbers of the phrases that are written so, apart from spaces and capitals."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            if phrase.kind != "summary":
                found[phrase.squashed].append(number)
        return dict(found)

    @cached_property
    def vocabulary(self) -> dict[str, str]:
        """Every word of the phrases with its stem; what is misspelt is one of these."""
        known: dict[str, str] = {}
        for phrase in self.phrases:
            if phrase.kind not in {"cause", "owner"}:
                for word in telling(VARIABLE.sub(" ", phrase.shown)):
                    known.setdefault(word, stem(word))
        return known

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each stem is: the rarer the pages that have it, the more."""
        pages = {word: {self.phrases[number].path for number in numbers} for word, numbers in self.by_stem.items()}
        return {word: self.weight_of(len(having)) for word, having in pages.items()}

    @cached_property
    def phrase_weights(self) -> list[float]:
        """How telling each phrase is: its words together."""
        return [sum(self.weights[word] for word in phrase.stems) for phrase in self.phrases]

    def weight_of(self, pages: int) -> float:
        """The weight of a word that so many pages have."""
        return math.log(1 + len(self.pages) / (0.5 + pages))

    def pages_with(self, word: str) -> frozenset[str]:
        """The pages in whose texts a word stands, wherever."""
        if word not in self._pages:
            self._pages[word] = frozenset(pages_with(word))
        return self._pages[word]

    @cached_property
    def fields(self) -> dict[str, dict[str, float]]:
        """For each stem the pages that have it, with the weight of the best text there."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for phrase in self.phrases:
            weight = KINDS[phrase.kind]
            for word in phrase.stems:
                found[word][phrase.path] = max(weight, found[word].get(phrase.path, 0.0))
        return dict(found)


def lexicon() -> Lexicon:
    """The lexicon of what is loaded; made anew when something else is."""
    row = Load.objects.first()
    return _made(row.digest if row else "")


@lru_cache(maxsize=1)
def _made(digest: str) -> Lexicon:  # noqa: ARG001  # it names what the rows were made from
    statuses = list(StatusCode.objects.with_parts())
    phrases = [phrase for status in statuses for phrase in _phrases(status)]
    phrases += [_phrase(f"/{row.slug}", "class", row.name) for row in StatusClass.objects.all()]
    phrases += [phrase for failure in Failure.objects.prefetch_related("messages") for phrase in _of_failure(failure)]
    phrases += [phrase for sender in Sender.objects.all() if sender.codes for phrase in _of_sender(sender)]
    told = Counter(phrase.path for phrase in phrases if phrase.kind in {"message", "alias"})
    most = max(told.values(), default=1)
    prior = {path: math.log1p(count) / math.log1p(most) for path, count in told.items()}
    for status in statuses:
        prior[status.url] = prior.get(status.url, 0.0) * (0.6 if status.kind in {"unofficial", "folklore"} else 1.0)
    texts = chain.from_iterable(_texts(status) for status in statuses)
    written = {word for text in chain(texts, (phrase.shown for phrase in phrases)) for word in words(text)}
    return Lexicon(phrases, prior, frozenset(written), _former(statuses), _mentions(statuses))


def _phrase(path: str, kind: str, shown: str, software: str = "", where: str = "") -> Phrase:
    fixed = VARIABLE.sub(" ", shown)
    told = words(fixed) if kind == "message" else telling(fixed)  # messages are made of small words, too
    return Phrase(path, kind, shown, frozenset(map(stem, told)), squashed(fixed), software, where)


def _former(statuses: Iterable[StatusCode]) -> dict[int, list[str]]:
    former: dict[int, list[str]] = defaultdict(list)
    for status in statuses:
        first = [status.first_defined["rfc"]] if status.first_defined else []
        for rfc in (*first, *status.earlier):
            former[rfc].append(status.url)
    return dict(former)


def _mentions(statuses: Iterable[StatusCode]) -> dict[int, dict[str, list[str]]]:
    mentions: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for status in statuses:
        for cited in citations_in("\n".join(_texts(status))):
            mentions[cited.rfc][status.url].append(cited.section)
    return mentions


def _texts(status: StatusCode) -> Iterator[str]:
    """The long texts of a code."""
    yield status.meaning
    yield from chain(status.what_you_can_do, status.causes, status.debug_steps)


def _phrases(status: StatusCode) -> Iterator[Phrase]:
    """Everything that a code is called, prints and is summed up in."""
    path = status.url
    yield _phrase(path, "name", status.name)
    yield from (_phrase(path, "alias", alias) for alias in status.aliases)
    yield from (_phrase(path, "search", words) for words in status.searched_as)
    yield from (_phrase(path, "constant", name) for name in status.constants.values() if name)
    yield from (_phrase(path, "field", row.name) for row in status.header_fields.all())
    for owner in status.owners.all():
        yield _phrase(path, "reason", owner.reason, owner.name)
        yield _phrase(path, "owner", owner.name, owner.name)
    for row in status.subcodes.all():
        yield _phrase(path, "subcode", f"{row.software} {row.number} {row.name}", row.software)
    for message in status.messages.all():
        yield _phrase(path, "message", message.text, message.software, message.where)
    for software in {message.software for message in status.messages.all()}:
        yield _phrase(path, "owner", software, software)
    yield from (_phrase(path, "sign", f"{row.software} {row.log}", row.software) for row in status.fingerprints.all() if row.log)
    yield _phrase(path, "summary", status.summary)
    yield from (_phrase(path, "note", line) for note in status.notes for line in _lines(note))
    for cause in status.causes:
        opened = opening(cause)
        yield _phrase(path, "cause", opened.act.strip("*") if opened else cause)


def _lines(note: dict[str, str]) -> Iterator[str]:
    """The lines of a note as they are read, without the marks of lists."""
    yield from filter(None, [note["title"], *(ITEM.sub("", line).strip() for line in plain(note["text"]).splitlines())])


def _of_failure(failure: Failure) -> Iterator[Phrase]:
    yield _phrase(failure.url, "name", failure.title)
    yield from (_phrase(failure.url, "alias", alias) for alias in failure.aliases)
    yield from (_phrase(failure.url, "message", row.text, row.software, row.where) for row in failure.messages.all())
    yield _phrase(failure.url, "summary", failure.summary)


def _of_sender(sender: Sender) -> Iterator[Phrase]:
    """A product with numbers that stand nowhere else."""
    yield _phrase(sender.url, "owner", sender.name, sender.name)
    yield from (_phrase(sender.url, "reason", row["name"], sender.name) for row in sender.codes)
