"""What the servers are asked: the rows of the table, and who can answer them."""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import cycle
from urllib.parse import quote

from bench.load import Answer, asked
from bench.servers import ROOT, Server

OURS, NGINX, DJANGO = "statuscodes", "nginx", "Django"
ALL = (OURS, NGINX, DJANGO)
BROTLI = {"Accept-Encoding": "br"}
FIREFOX = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Priority": "u=0, i",
}
STYLESHEET = re.compile(r'href="(/static/css/site\.[^"]+)"')


class Searches(Enum):
    """What is searched for; what a server has answered before, it may remember."""

    PEOPLE = "those of people, in turn"
    DISTINCT = "never the same twice"


@dataclass(frozen=True)
class Row:
    """A request that is repeated; or one path with ever other words behind it, if `searches` says which."""

    name: str
    path: str
    fields: Mapping[str, str]
    connections: int = 16
    status: int = 200
    servers: tuple[str, ...] = ALL
    searches: Searches | None = None

    @property
    def coding(self) -> str:
        """The content coding that is wanted."""
        wanted = self.fields.get("Accept-Encoding", "identity")
        return "br" if "br" in wanted else wanted

    def checked(self, name: str, server: Server) -> Answer:
        """The answer, if it is one that is worth measuring."""
        answer = asked(server.port, f"{self.path}teapot" if self.searches else self.path, self.fields)
        if (answer.status, answer.coding) != (self.status, self.coding):
            raise SystemExit(f"{name} answers {self.path} with {answer.status} in {answer.coding}, not {self.status} in {self.coding}")
        return answer

    def of(self, server: Server) -> "Row":
        """The row, with the entity tag that this server gives."""
        return replace(self, fields={"If-None-Match": asked(server.port, self.path).fields["etag"]}) if self.status == 304 else self  # noqa: PLR2004


ENTRY = Row("entry", "/404", {})
ENTRY_BR = Row("entry, br", "/404", BROTLI, servers=(OURS, NGINX))
ENTRY_GZIP = Row("entry, gzip", "/404", {"Accept-Encoding": "gzip"})
SEARCH_AGAIN, SEARCH, SEARCH_API = (
    Row(f"`{path}…`, {searches.value}", path, {}, servers=(OURS, DJANGO), searches=searches)
    for path, searches in (("/search?q=", Searches.PEOPLE), ("/search?q=", Searches.DISTINCT), ("/api/search?q=", Searches.DISTINCT))
)
ROWS = (
    ENTRY,
    Row("entry, 64 connections", "/404", {}, connections=64),
    ENTRY_BR,
    Row("entry, br, 64 connections", "/404", BROTLI, connections=64, servers=(OURS, NGINX)),
    Row("entry, br, as Firefox asks", "/404", FIREFOX, servers=(OURS, NGINX)),
    Row("entry, br, a connection each", "/404", {**BROTLI, "Connection": "close"}, servers=(OURS, NGINX)),
    ENTRY_GZIP,
    Row("entry, zstd", "/404", {"Accept-Encoding": "zstd"}, servers=(OURS,)),
    Row("entry, 304", "/404", {}, status=304),
    Row("home", "/", {}),
    Row("`/404.json`", "/404.json", {}),
    Row("`/api/codes/404`", "/api/codes/404", {}),
    Row("stylesheet, br", "/static/css/site.css", BROTLI),
    SEARCH_AGAIN,
    SEARCH,
    SEARCH_API,
    Row("unknown address, 404", "/no/such/page", {}, status=404),
)


def rows(server: Server) -> Iterator[Row]:
    """The rows, with the address that the stylesheet has in this build."""
    page = asked(server.port, "/404").content.decode()
    [stylesheet] = STYLESHEET.findall(page)
    for row in ROWS:
        yield replace(row, path=stylesheet) if "static" in row.path else row


def compare(row: Row, answers: Mapping[str, Answer]) -> None:
    """Refuse to measure different things: pages are the same octets from all, whatever coding they travel in."""
    for name, answer in answers.items():
        is_same = answer.content == answers[OURS].content or (name == DJANGO and answer.decoded == answers[OURS].decoded)
        if not is_same and row.status == 200:  # noqa: PLR2004  # each server has its own page for what it does not know
            raise SystemExit(f"{name} sends other content for {row.name} than {OURS} does")


def searched(row: Row) -> Iterator[str]:
    """The paths of a search, without end: the queries of people, or each once, with a word of another one behind it."""
    lines = (ROOT / "tests" / "search" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = [json.loads(line)["q"] for line in lines if line.strip()]
    if row.searches is Searches.DISTINCT:
        others = sorted({word for query in queries for word in query.split()})
        queries = [f"{query} {word}" for query in dict.fromkeys(queries) for word in others]
    random.Random(9).shuffle(queries)  # noqa: S311  # the same each time is what counts
    return (row.path + quote(query, safe="") for query in cycle(queries))
