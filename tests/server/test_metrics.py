from statuscodes.server.metrics import Counters, Exporter


def test_what_is_counted_is_exported() -> None:
    workers = [Counters(), Counters()]
    for worker in workers:
        worker.started()
    workers[0].answered("200 OK", 0.25)
    workers[0].answered("200 OK", 0.5)
    workers[1].answered("404 Not Found", 0.125)
    workers[1].connected(3)
    families = {family.name: family for family in Exporter(workers).collect()}
    samples = {(name, *sample.labels.values()): sample.value for name, family in families.items() for sample in family.samples}
    assert samples == {
        ("statuscodes_answers", "0", "200"): 2,
        ("statuscodes_answers", "1", "404"): 1,
        ("statuscodes_busy_seconds", "0"): 0.75,
        ("statuscodes_busy_seconds", "1"): 0.125,
        ("statuscodes_starts", "0"): 1,
        ("statuscodes_starts", "1"): 1,
        ("statuscodes_connections", "0"): 0,
        ("statuscodes_connections", "1"): 3,
    }


def test_a_process_that_takes_the_place_of_another_counts_on() -> None:
    worker = Counters()
    worker.started()
    worker.answered("200 OK", 0.5)
    worker.connected(5)
    worker.started()
    assert (worker.answers(), worker.cells[:].tolist()[1001:]) == ({200: 1}, [0, 2])
