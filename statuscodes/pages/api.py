"""The page about the API: what its description in the terms of OpenAPI says, for people."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from statuscodes.pages.page import Page

Schema = dict[str, Any]

EXAMPLES = {"code": "404", "q": "upstream timed out", "limit": "3"}
NAMES = {"string": "string", "integer": "integer", "number": "number", "boolean": "true or false"}


class Kind(Page):
    """What a value may be: words, and the name of the type that ends them, if that is one of this page."""

    words: str
    type_name: str | None = None


class Value(Page):
    """A parameter, or a member of an object; `limits` are in words."""

    name: str
    kind: Kind
    description: str
    limits: str = ""


class Operation(Page):
    """Something to ask for."""

    name: str
    path: str
    description: str
    parameters: tuple[Value, ...]
    answer: str
    example: str


class ObjectType(Page):
    """A kind of object, and its members."""

    name: str
    description: str
    members: tuple[Value, ...]


class ApiPage(Page):
    """Everything that the API answers; an object comes before those that stand in it."""

    operations: tuple[Operation, ...]
    types: tuple[ObjectType, ...]


def api_page(schema: Schema) -> ApiPage:
    """The page, from the description."""
    operations = tuple(_operation(path, methods["get"]) for path, methods in schema["paths"].items())
    schemas: dict[str, Schema] = schema["components"]["schemas"]
    names = dict.fromkeys(name for operation in operations for name in _with_those_inside(operation.answer, schemas))
    return ApiPage(operations=operations, types=tuple(_object_type(name, schemas[name]) for name in names))


def _operation(path: str, described: Schema) -> Operation:
    answer = described["responses"][200]["content"]["application/json"]["schema"]
    return Operation(
        name=described["operationId"],
        path=path,
        description=described["description"],
        parameters=tuple(_value(each["name"], each["schema"]) for each in described["parameters"]),
        answer=_named(answer),
        example=_example(path, described["parameters"]),
    )


def _example(path: str, parameters: list[Schema]) -> str:
    """The address with something in place of each parameter."""
    asked = {each["name"]: EXAMPLES[each["name"]] for each in parameters if each["in"] == "query"}
    return path.format(**EXAMPLES) + (f"?{urlencode(asked)}" if asked else "")


def _with_those_inside(name: str, schemas: dict[str, Schema]) -> Iterator[str]:
    """A type, and those of its members, and theirs."""
    yield name
    for member in schemas[name]["properties"].values():
        if inside := _kind(member).type_name:
            yield from _with_those_inside(inside, schemas)


def _object_type(name: str, schema: Schema) -> ObjectType:
    members = tuple(_value(member, described) for member, described in schema["properties"].items())
    return ObjectType(name=name, description=schema["description"], members=members)


def _value(name: str, schema: Schema) -> Value:
    return Value(name=name, kind=_kind(schema), description=schema.get("description", ""), limits=_limits(schema))


def _kind(schema: Schema) -> Kind:
    """What JSON Schema says of a value."""
    if "$ref" in schema:
        return Kind(words="", type_name=_named(schema))
    if "anyOf" in schema:  # something or null
        some = _kind(schema["anyOf"][0])
        return Kind(words=f"null or {some.words}".rstrip(), type_name=some.type_name)
    if "enum" in schema:
        return Kind(words=", ".join(f"“{value}”" for value in schema["enum"]))
    if schema["type"] == "array":
        items = _kind(schema["items"])
        return Kind(words=f"list of {items.words}".rstrip(), type_name=items.type_name)
    if schema["type"] == "object":
        return Kind(words=f"object with a {_kind(schema['additionalProperties']).words} under each name")
    return Kind(words=NAMES[schema["type"]])


def _limits(schema: Schema) -> str:
    """What a parameter may be at most, and what it is where it is left out."""
    told = []
    if "maximum" in schema:
        told.append(f"{schema['minimum']} to {schema['maximum']}")
    if "maxLength" in schema:
        told.append(f"at most {schema['maxLength']:,} characters")
    if schema.get("default"):
        told.append(f"{schema['default']} by default")
    return ", ".join(told)


def _named(schema: Schema) -> str:
    """The name of the type that is referred to."""
    return str(schema["$ref"]).rpartition("/")[2]
