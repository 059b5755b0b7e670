from statuscodes.api.endpoints import api
from statuscodes.pages.api import EXAMPLES, ApiPage, Kind, api_page


def page() -> ApiPage:
    return api_page(api.get_openapi_schema())


def test_every_operation_is_there_with_an_address_to_try() -> None:
    assert [(operation.path, operation.answer, operation.example) for operation in page().operations] == [
        ("/api/codes", "Codes", "/api/codes"),
        ("/api/codes/{code}", "CodePage", "/api/codes/404"),
        ("/api/search", "SearchPage", "/api/search?q=upstream+timed+out&limit=3"),
    ]


def test_every_parameter_says_what_it_is_and_what_it_may_be() -> None:
    told = {value.name: (value.kind.words, value.limits) for operation in page().operations for value in operation.parameters}
    assert told == {"code": ("integer", ""), "q": ("string", "at most 2,000 characters"), "limit": ("integer", "1 to 100, 20 by default")}
    assert told.keys() == EXAMPLES.keys()


def test_every_object_is_there_once_and_every_member_says_what_it_is() -> None:
    shown = page()
    names = [told.name for told in shown.types]
    assert sorted(names) == sorted(api.get_openapi_schema()["components"]["schemas"])
    assert [(told.name, member.name) for told in shown.types for member in told.members if not member.description] == []
    assert {member.kind.type_name for told in shown.types for member in told.members} - {None} <= set(names)


def test_values_are_told_in_words() -> None:
    kinds = {(told.name, member.name): member.kind for told in page().types for member in told.members}
    assert kinds["CodePage", "owners"] == Kind(words="list of", type_name="Owner")
    assert kinds["CodePage", "retry"] == Kind(words="", type_name="Retry")
    assert kinds["CodePage", "first_defined"] == Kind(words="null or", type_name="FirstDefined")
    assert kinds["CodePage", "constants"] == Kind(words="object with a string under each name")
    assert kinds["Result", "code"] == Kind(words="null or integer")
    assert kinds["CarriedField", "requirement"] == Kind(words="“must”, “should”, “may”")
