"""The entry: what one status code's file may say, and what it must.

`Entry` is checked and immutable. Its schema serves three: it refuses wrong content, describes the
front matter to editors (`content/entry.schema.json`) and gives the API its shape.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from statuscodes.entries.citations import REFERENCE, Citation, citation
from statuscodes.entries.numbers import class_of, code_slug

Kind = Literal["standard", "temporary", "reserved", "deprecated", "unofficial", "folklore"]
UNREGISTERED: frozenset[Kind] = frozenset({"unofficial", "folklore"})
Where = Literal["page", "content", "field", "access log", "error log", "log", "console", "terminal", "exception"]
Seen = Literal["wire", "log", "content", "client", "inside"]
Actor = Literal["client", "cdn", "proxy", "server", "application"]
Line = Annotated[str, Field(min_length=1, pattern=r"^\S[^\n]*$")]
Text = Annotated[str, Field(min_length=1)]
Software = Annotated[str, Field(pattern=r"^[^\s(),][^(),\n]*$", description="One product by its name: nginx, Go net/http.")]
SourceUrl = Annotated[str, Field(pattern=r"^https://\S+$")]
FieldName = Annotated[str, Field(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
StatusNumber = Annotated[int, Field(ge=0, le=999)]


def software_slug(name: str) -> str:
    """The name of a product as an URL has it: ``Go net/http`` is ``go-net-http``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


class Known(BaseModel):
    """A part of the content that is known good: nothing unexpected in it, and nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


def _as_citation(value: Any) -> Citation:
    found = citation(value) if isinstance(value, str) else None
    if not found:
        raise ValueError("a citation is written as 9110#15.5.5")
    return found


Cited = Annotated[
    Citation,
    PlainValidator(_as_citation),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": f"^{REFERENCE.pattern}$", "examples": ["9110#15.5.5"]}),
]


class Owner(Known):
    """Whose code this is: who sends an unofficial code, under which reason phrase, and where that is written."""

    name: Software
    reason: Line = Field(description="What the product calls the code.")
    meaning: Text = Field(description="What the product says with it, in one or two sentences of Markdown.")
    seen: Seen = Field(
        description="Where the number can be read: on the wire as the status; in the product's log alone; in the content, under "
        "another status; in a client that made it up; or inside the product's configuration.",
    )
    status: StatusNumber | None = Field(None, description="The status that a client receives, where it gets one and it is another.")
    source: SourceUrl = Field(description="The page or file that documents it.")


class Subcode(Known):
    """A finer number that a product gives beside the status: 404.13 in the log of IIS, 1015 on a page of Cloudflare."""

    software: Software
    number: Annotated[str, Field(pattern=r"^\d{3,4}(\.\d{1,3})?$", description="As the product writes it.")]
    name: Line = Field(description="What the product calls it.")
    meaning: Text = Field(description="What happened, and what to do about it.")


class Message(Known):
    """A string that software really prints; ‹name› stands for a part that varies."""

    software: Software
    text: Text = Field(description="What it prints.")
    where: Where = Field(description="Where it is read; content is what a program gets, page what a person sees.")
    note: Line | None = Field(None, description="The version or setting on which the text depends, or what it tells.")


class Retry(Known):
    """Whether sending the same request again can help."""

    verdict: Literal["no", "after a change", "after a wait", "yes"] = Field(description="What has to happen before.")
    why: Text = Field(description="The reason, in Markdown.")


class FirstDefined(Known):
    """The RFC in which the code appeared first, obsolete or not."""

    rfc: int = Field(description="Its number.")
    year: Annotated[int, Field(ge=1990, description="When it was published.")]


class HeaderField(Known):
    """A field that belongs to responses with this code, and how firmly."""

    name: FieldName
    requirement: Literal["must", "should", "may"]
    by: Literal["server", "origin server", "proxy", "sender"] = Field(
        description="Who is held to it; a sender is whoever makes the message."
    )
    when: Line | None = Field(None, description="The condition, if it does not always hold.")
    why: Text
    citation: Cited


class ExchangeStep(Known):
    """One message on its way between two actors."""

    sender: Actor = Field(alias="from", description="Who sends it.")
    receiver: Actor = Field(alias="to", description="Who gets it, or would have.")
    message: Line = Field(description="Its first line, or what has failed.")
    kind: Literal["request", "response", "failure"] = Field(description="What it is; failure: none arrives.")


class Fingerprint(Known):
    """How one layer looks when it is the one that sent this code, and a command that goes around it."""

    layer: Actor = Field(description="Where it stands.")
    software: Software
    signs: Text = Field(description="What the response shows: status line, fields, content.")
    log: Text | None = Field(None, description="What the layer's own log shows: the line, the field, the flag.")
    bypass: Text = Field(description="A command that goes around the layer, to prove it.")


class Constants(Known):
    """What each language or framework calls the code, as one would type it; left out where it has no name."""

    python: Line | None = None
    node: Line | None = None
    go: Line | None = None
    java: Line | None = None
    spring: Line | None = None
    dotnet: Line | None = None
    php: Line | None = None
    ruby: Line | None = None
    rust: Line | None = None


class Expectation(Known):
    """One request and its answer: what the tests send to a server example, or answer to a client example."""

    request: Annotated[str, Field(pattern=r"^[A-Z]+ \S+$")] = Field("GET /", description="Method and path.")
    version: Annotated[str, Field(pattern=r"^\d\.\d$")] = Field("1.1", description="The HTTP version in the request line.")
    request_headers: dict[FieldName, str] = Field(default_factory=dict)
    body: str | None = Field(None, description="The content of the request.")
    abandon_after: float | None = Field(None, description="The client hangs up after so many seconds, without an answer.")
    delay: float = Field(0, description="For a client example: seconds to wait before the answer.")
    no_answer: bool = Field(False, description="The connection ends without an answer; the status is what a log has instead.")
    status: StatusNumber
    headers: dict[FieldName, str] = Field(default_factory=dict, description="Fields of the answer; ‹name› stands for anything.")
    content: str | None = Field(None, description="The content of the answer; ‹name› stands for anything.")
    absent: tuple[FieldName, ...] = Field((), description="Fields that the answer must not have.")
    final: StatusNumber | None = Field(None, description="The final status that follows an interim one.")
    cut_after: int | None = Field(None, description="For a client example: the connection breaks after so many octets of content.")

    @property
    def method(self) -> str:
        """The method of the request."""
        return self.request.split(" ")[0]

    @property
    def path(self) -> str:
        """The target of the request."""
        return self.request.split(" ")[1]

    def shows(self, codes: frozenset[int]) -> bool:
        """Whether the answer has one of the codes as its status, or inside its content as that of a part."""
        return self.status in codes or any(f"HTTP/1.1 {code} " in (self.content or "") for code in codes)


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, dict) else value


LANGUAGES: dict[str, Literal["node", "python"]] = {"mjs": "node", "py": "python"}


class Example(Known):
    """A program to copy, and the exchange that proves it."""

    title: Line
    filename: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.(mjs|py)$")]
    code: Text
    role: Literal["server", "client"]
    framework: Line = Field(description="What it is written with: Express, Flask, fetch, node:http …")
    requires: tuple[Line, ...] = Field((), description="What to install first: express@5, flask, httpx.")
    against: str | None = Field(None, description="For a client: the server example of this entry to run it against.")
    expects: Annotated[tuple[Expectation, ...], BeforeValidator(_several), Field(min_length=1)] = Field(
        description="One exchange, or several in their order.",
    )
    exit_code: Annotated[int, Field(ge=0, le=125)] = Field(0, description="For a client: the code that it ends with.")
    output: Line | None = Field(None, description="A line that it prints; ‹name› stands for anything. Every client has one.")

    @property
    def language(self) -> Literal["node", "python"]:
        """The language, which the file's name tells."""
        return LANGUAGES[self.filename.rpartition(".")[2]]


class FrontMatter(Known):
    """The front matter of content/codes/404.md: everything about a status code that is not prose."""

    code: StatusNumber
    name: Line = Field(description="The name in the registry, or its owner's for an unofficial code.")
    kind: Kind
    summary: Line = Field(max_length=160, description="One plain sentence: who says what to whom.")
    aliases: tuple[Line, ...] = Field(description="What people call it: former names, slang, other spellings.")
    searched_as: tuple[Line, ...] = Field((), description="In what words people look for it: what they see, what they want to do.")
    owners: tuple[Owner, ...] = ()
    cacheable_by_default: bool = Field(description="RFC 9110, 15.1: may a cache store it without explicit freshness?")
    content_allowed: bool
    seen_by_visitors: bool = Field(description="Does a person ever see it in a browser or an app?")
    retry: Retry
    first_defined: FirstDefined | None
    earlier: tuple[int, ...] = Field((), description="The RFCs that defined it after the first one, and no longer do.")
    citations: tuple[Cited, ...] = Field(description="The section that defines it first, then one for each MUST that is stated.")
    headers: tuple[HeaderField, ...]
    related: dict[StatusNumber, Text] = Field(description="By code: the line that decides between the two.")
    exchange: Annotated[tuple[ExchangeStep, ...], Field(min_length=2, max_length=6)]
    generated_by: Annotated[tuple[Actor, ...], Field(min_length=1)]
    fingerprints: tuple[Fingerprint, ...] = ()
    subcodes: tuple[Subcode, ...] = ()
    messages: tuple[Message, ...]
    constants: Constants


class Entry(FrontMatter):
    """A whole entry, known good by itself; what holds between entries is for the catalog."""

    meaning: Text
    what_you_can_do: Annotated[tuple[Text, ...], Field(min_length=2)]
    causes: Annotated[tuple[Text, ...], Field(min_length=1)]
    debug_steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    wire: Text
    examples: tuple[Example, ...]

    @property
    def status_class(self) -> str:
        """The class, such as ``4xx``."""
        return class_of(self.code)

    @property
    def slug(self) -> str:
        """The code with three digits."""
        return code_slug(self.code)

    @property
    def received(self) -> frozenset[int]:
        """What a client may receive where this code is at work: the code, or what an owner sends in its place."""
        return frozenset({self.code, *(owner.status for owner in self.owners if owner.status is not None)})
