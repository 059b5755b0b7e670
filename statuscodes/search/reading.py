"""Reading what a person typed: which number is the status, which are times, sizes and ports, and what else is meant."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from statuscodes.search.words import SMALL_WORDS, compounds, words

LONGEST_QUERY = 2000  # characters that are read of what was typed
LONGEST_QUESTION = 12  # words; what is longer is a line that was pasted
SHORT_QUESTION = 7  # words; a number in it is what was asked for

NUMBER = re.compile(r"(?<![\d.])\d{3}(?![\d.]*\d)", re.ASCII)
ALONE = re.compile(
    r"\W*(?:(?:https?(?:/\d(?:\.\d)?)?|status|code|error|the)\W*)*(\d{3})\W*(?:(?:https?|status|code|error|meaning)\W*)*",
    re.IGNORECASE | re.ASCII,
)
PREFIX = re.compile(r"(?<![\w.])([1-9])(?:(\d)[x*]|[x*]{1,2}|(\d))(?![\w.])", re.IGNORECASE | re.ASCII)
SUBCODE = re.compile(r"(?<![\d.])\d{3}\.\d{1,3}(?![\d.])", re.ASCII)  # 404.13, as IIS writes it
PAGE_NUMBER = re.compile(r"\b(?:error|code)[ :#]*(1\d{3})\b|^\W*(?:\w+\s+)?(1\d{3})\W*$", re.ASCII | re.IGNORECASE)  # error 1015
RFC = re.compile(r"\brfc[\s_-]*(\d{3,5})(?:[\s,#:§]*(?:sections?|sec\.?|§)?[\s#]*(\d+(?:\.\d+)+|\d{1,2})\b)?", re.IGNORECASE | re.ASCII)

# What stands around a number that is a status: where programs write one, and where people do.
BY_PROGRAMS = re.compile(
    r"(?:HTTP/\d(?:\.\d)?\"?\s+|\bHTTP(?:\s+error)?[ :]*|\bstatus(?:[ _-]?code)?[\"']?\s*[:=(]*\s*[\"']?|\berror[ _]code[\"']?\s*[:=]*\s*"
    r"|\"code\"\s*:\s*|\breturned\s+(?:error:\s*)?|\bresponse\s+code\s*|\"\s|HTTP_|STATUS_|Status|HTTP)$",
    re.IGNORECASE,
)
BY_PEOPLE = re.compile(
    r"(?:\bcode\s*[:=]?\s*|\berror[:\s#]*|\bresponse:?\s*|\b(?:responds?|answers?|replies)\s+(?:with\s+)?|\b(?:got|gets?|an?|the)\s+|\()$",
    re.IGNORECASE,
)
NAME_AFTER = re.compile(r"[\s:,-]+(?:[A-Z][a-z]|error\b|client error|server error)")
# What stands around one that is none: the parts of times, addresses, paths and versions, and what is counted.
NO_STATUS_BEFORE = re.compile(r"(?:\b(?:port|pid|line|size|length|id)\s*[:=]?\s*|[/*@$#-]|\d\s*[:.,]\s*)$", re.IGNORECASE)
NO_STATUS_AFTER = re.compile(
    r"\s?(?:ms|s|sec\w*|min\w*|[kmg]i?b|bytes?|octets?|px|%|days?|hours?|users?|items?|requests?)\b|[:/.-]\d|-\w|:\s",
    re.IGNORECASE,
)
IN_ACCESS_LOG = re.compile(r"\"[A-Z]+ \S+(?: HTTP/[\d.]+)?\"\s+(\d{3})\b|\s-?\d+/-?\d+/-?\d+/-?\d+/\+?\d+\s+(\d{3})\b")

CERTAIN, LIKELY, POSSIBLE, NO = 3, 2, 1, 0


class Reference(NamedTuple):
    """An RFC that was asked for, and the section if one was named."""

    rfc: int
    section: str | None


@dataclass(frozen=True)
class Query:
    """What was typed, taken apart."""

    text: str
    numbers: tuple[int, ...]  # that may be the status, most likely first
    is_certain: bool  # the first of them stands where a status does, or the query is so short that nothing else is meant
    prefixes: tuple[str, ...]  # how the codes begin that were asked for: 4 for 4xx, 52 for 52x
    subcodes: tuple[str, ...]
    references: tuple[Reference, ...]
    compounds: tuple[str, ...]
    words: tuple[str, ...]  # that tell something
    all_words: tuple[str, ...]

    @property
    def is_pasted(self) -> bool:
        """Whether it is a line of some output rather than a question."""
        return len(self.words) > LONGEST_QUESTION


def read_query(typed: str) -> Query:
    """Take apart what a person typed; only its beginning is read."""
    text = " ".join(typed[:LONGEST_QUERY].replace("\0", " ").split())
    subcodes = [*SUBCODE.findall(text), *(found[1] or found[2] for found in PAGE_NUMBER.finditer(text))]
    references = [Reference(int(found[1]), found[2]) for found in RFC.finditer(text)]
    without = SUBCODE.sub(" ", RFC.sub(" ", text))
    numbers = _numbers(without)
    found_words = dict.fromkeys(word for word in words(PREFIX.sub(" ", without)) if word not in SMALL_WORDS)
    return Query(
        text=text,
        numbers=tuple(dict.fromkeys(number for number, _ in numbers)),
        is_certain=bool(numbers) and (numbers[0][1] == CERTAIN or len(text.split()) <= SHORT_QUESTION),
        prefixes=tuple(dict.fromkeys(_prefixes(without))),
        subcodes=tuple(dict.fromkeys(subcodes)),
        references=tuple(dict.fromkeys(references)),
        compounds=tuple(dict.fromkeys(compounds(text))),
        words=tuple(word for word in found_words if not word.isdigit()),
        all_words=tuple(dict.fromkeys(word for word in words(without) if not word.isdigit())),
    )


def _prefixes(text: str) -> list[str]:
    """How codes begin: of ``4xx``, ``40*`` and ``52x`` anywhere, of two digits only where they are all that was typed."""
    found = []
    for match in PREFIX.finditer(text):
        is_alone = not re.search(r"\w", text[: match.start()] + text[match.end() :])
        if match[3] is None or is_alone:
            found += [match[1] + (match[2] or match[3] or "")]
    return found


def _numbers(text: str) -> list[tuple[int, int]]:
    """The numbers that can be a status with how much speaks for each, most likely first."""
    if alone := ALONE.fullmatch(text):
        return [(int(alone[1]), CERTAIN)]
    logged = {found.start(1) if found[1] else found.start(2) for found in IN_ACCESS_LOG.finditer(text)}
    rated = [(int(found[0]), CERTAIN if found.start() in logged else _rated(text, found.start())) for found in NUMBER.finditer(text)]
    surest = max((row[1] for row in rated), default=NO)
    least = CERTAIN if surest == CERTAIN else POSSIBLE  # beside a number that stands where a status does, others are sizes and times
    return sorted((row for row in rated if row[1] >= least), key=lambda row: -row[1])


def _rated(text: str, start: int) -> int:
    """How much speaks for the number at a place in a text."""
    before, after = text[max(0, start - 24) : start], text[start + 3 : start + 24]
    if BY_PROGRAMS.search(before) and not NO_STATUS_AFTER.match(after):
        return CERTAIN
    is_inside = bool(re.search(r"\w$", before)) or bool(re.match(r"\w", after))
    if is_inside or NO_STATUS_BEFORE.search(before) or NO_STATUS_AFTER.match(after):
        return NO
    return LIKELY if BY_PEOPLE.search(before) or NAME_AFTER.match(after) else POSSIBLE
