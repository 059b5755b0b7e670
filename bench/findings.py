"""What was measured, and how rounds become one figure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from bench.built import Built
from bench.load import Answer, Sample
from bench.rows import OURS
from bench.servers import Memory


@dataclass(frozen=True)
class Spread:
    """The median of the rounds, the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """That of one value for each round."""
        row = [*values]
        return cls(median(row), min(row), max(row))


@dataclass(frozen=True)
class Findings:
    """Of the three servers, by row and by server; times of starts in seconds."""

    samples: Mapping[str, Mapping[str, list[Sample]]]
    answers: Mapping[str, Answer]
    memory: Mapping[str, Memory]
    starts: Mapping[str, list[tuple[float, float | None]]]
    tried: Mapping[str, float]  # entry pages in a second, by the way in which gunicorn works

    def per_second(self, row: str, server: str) -> Spread:
        """Requests in a second."""
        return Spread.of(sample.per_second for sample in self.samples[row][server])

    def median(self, row: str, server: str) -> Spread:
        """The time of an answer that half of them took less than, in milliseconds."""
        return Spread.of(sample.median for sample in self.samples[row][server])

    def last(self, row: str, server: str) -> Spread:
        """The 99th percentile of the time of an answer, in milliseconds."""
        return Spread.of(sample.last for sample in self.samples[row][server])

    def processor(self, row: str, server: str) -> Spread:
        """What an answer costs, in microseconds of processor time."""
        return Spread.of(sample.processor for sample in self.samples[row][server])

    def ratio(self, row: str, to: str, value: Callable[[Sample], float] = lambda sample: sample.per_second) -> Spread:
        """The site to another server, each round for itself: what disturbs a round disturbs both."""
        pairs = zip(self.samples[row][OURS], self.samples[row][to], strict=True)
        return Spread.of(value(ours) / value(other) for ours, other in pairs)


@dataclass(frozen=True)
class Grown:
    """A site of some size; its rounds of the entry page and of searches."""

    site: Built
    entry: list[Sample]
    search: list[Sample]
    memory: Memory
    first_answer: float

    @property
    def figures(self) -> Mapping[str, float]:
        """What may grow, by what it is called."""
        return {
            "entries": self.site.entries,
            "load_content, s": self.site.load,
            "build_pages, s": self.site.build,
            "database, MB": self.site.database,
            "pages on disk, MB": self.site.pages,
            "start to first answer, s": self.first_answer,
            "worker's memory (RSS), MB": self.memory.resident,
            "time of an entry page, µs": 1e6 / median(sample.per_second for sample in self.entry),
            "processor time of an entry page, µs": median(sample.processor for sample in self.entry),
            "time of a search, µs": 1e6 / median(sample.per_second for sample in self.search),
        }
