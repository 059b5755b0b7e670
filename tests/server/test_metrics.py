from statuscodes.server.metrics import CONNECTIONS, PROCESSOR, STARTS, Counters, Exporter


def test_what_is_counted_is_exported() -> None:
    workers = [Counters(), Counters()]
    for worker in workers:
        worker.started()
    workers[0].count({"200 OK": 1}, 0.25, 0)
    workers[0].count({"200 OK": 1}, 0.75, 0)
    workers[1].count({"404 Not Found": 1}, 0.125, 3)
    families = {family.name: family for family in Exporter(workers).collect()}
    samples = {(name, *sample.labels.values()): sample.value for name, family in families.items() for sample in family.samples}
    assert samples == {
        ("statuscodes_answers", "0", "200"): 2,
        ("statuscodes_answers", "1", "404"): 1,
        ("statuscodes_processor_seconds", "0"): 0.75,
        ("statuscodes_processor_seconds", "1"): 0.125,
        ("statuscodes_starts", "0"): 1,
        ("statuscodes_starts", "1"): 1,
        ("statuscodes_connections", "0"): 0,
        ("statuscodes_connections", "1"): 3,
    }


def test_a_process_that_takes_the_place_of_another_counts_on() -> None:
    worker = Counters()
    worker.started()
    worker.count({"200 OK": 2}, 5.0, 3)
    worker.started()
    worker.count({"200 OK": 1}, 0.5, 1)
    assert worker.answers() == {200: 3}
    assert [worker.cells[place] for place in (PROCESSOR, CONNECTIONS, STARTS)] == [5.5, 1, 2]
