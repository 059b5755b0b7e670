from django.urls import Resolver404, resolve

from tests.routes import PATHS, routes


def route(path: str) -> str | None:
    """The route that an address takes, if it takes one."""
    try:
        return str(resolve(path.partition("?")[0]).route)
    except Resolver404:
        return None


def test_every_route_has_an_address_that_the_tests_ask_for() -> None:
    assert {route(path) for path in PATHS} - {None} == set(routes())
