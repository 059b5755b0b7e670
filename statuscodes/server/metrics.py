"""What the processes of the server count, in memory that they share, and where Prometheus reads it."""

import os
from collections.abc import Iterator, Mapping
from multiprocessing.sharedctypes import RawArray
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import Metric

STATUSES = 1000
PROCESSOR, CONNECTIONS, STARTS = range(STATUSES, STATUSES + 3)
ROW = STATUSES + 3

PERIOD = 1  # seconds between two looks for the parent process


class Counters:
    """The figures of one worker; they go on when another process takes its place."""

    def __init__(self) -> None:
        self.cells = memoryview(RawArray("d", ROW)).cast("B").cast("d")
        self.used = 0.0

    def started(self) -> None:
        """A process begins to work."""
        self.cells[STARTS] += 1
        self.cells[CONNECTIONS] = 0
        self.used = 0.0

    def count(self, answers: Mapping[str, int], used: float, connections: int) -> None:
        """Add answers by status; take the seconds of processor time that the process has used in all, and the connections there are."""
        for status, count in answers.items():
            self.cells[int(status[:3])] += count
        self.cells[PROCESSOR] += used - self.used
        self.cells[CONNECTIONS] = connections
        self.used = used

    def answers(self) -> dict[int, int]:
        """How often each status was sent."""
        return {status: int(count) for status, count in enumerate(self.cells[:STATUSES]) if count}


class Exporter:
    """The figures of all workers, in Prometheus' words."""

    def __init__(self, workers: list[Counters]) -> None:
        self.workers = workers

    def collect(self) -> "Iterator[Metric]":
        """What prometheus_client asks a collector for."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily  # noqa: PLC0415  # a worker has no use for it

        answers = CounterMetricFamily("statuscodes_answers", "Answers, those of /status/… among them.", labels=["worker", "status"])
        used = CounterMetricFamily("statuscodes_processor_seconds", "Processor time; a worker can use 1 s in a second.", labels=["worker"])
        starts = CounterMetricFamily("statuscodes_starts", "Processes that were started; more than one: others died.", labels=["worker"])
        connections = GaugeMetricFamily("statuscodes_connections", "Connections, idle ones among them.", labels=["worker"])
        for number, worker in enumerate(self.workers):
            for status, count in worker.answers().items():
                answers.add_metric([str(number), str(status)], count)
            used.add_metric([str(number)], worker.cells[PROCESSOR])
            starts.add_metric([str(number)], worker.cells[STARTS])
            connections.add_metric([str(number)], worker.cells[CONNECTIONS])
        return iter((answers, used, starts, connections))


def export(workers: list[Counters], host: str, port: int) -> None:
    """Serve the figures at /metrics, until a signal or the end of the process that started this one."""
    from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415  # a worker has no use for it

    registry = CollectorRegistry()
    registry.register(Exporter(workers))
    parent = os.getppid()
    _, thread = start_http_server(port, host, registry)
    while thread.is_alive() and os.getppid() == parent:
        thread.join(PERIOD)
