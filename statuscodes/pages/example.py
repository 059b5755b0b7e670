"""An example as a reader gets it: the program, how to run it, how to ask it."""

import shlex
from typing import Literal

from pydantic import Field

from statuscodes.entries.entry import Example, Expectation
from statuscodes.pages.page import Page

PORTS = {"node": 3000, "python": 8000}  # where a server example listens without PORT
INSTALLERS = {"node": "npm install", "python": "pip install"}
LANGUAGE_NAMES = {"node": "Node.js", "python": "Python"}
CURL_VERSIONS: dict[str, tuple[str, ...]] = {"1.1": (), "1.0": ("--http1.0",)}
LEXERS = {"node": "js", "python": "python"}


class Exchanged(Page):
    """A request to an example, and what it answers."""

    method: str = Field(description="The method of the request.")
    path: str = Field(description="Its target.")
    version: str = Field(description="The version of HTTP.")
    request_headers: dict[str, str] = Field(description="Its fields.")
    body: str | None = Field(description="Its content, if it has any.")
    status: int = Field(description="The status of the answer; without one, what a log has instead.")
    headers: dict[str, str] = Field(description="Fields that the answer must have, and their values.")
    abandon_after: float | None = Field(description="Seconds after which the client goes away without an answer.")
    no_answer: bool = Field(description="Whether the connection ends without an answer.")


class ShownExample(Page):
    """A program to copy; `expects` is the exchange with this page's code, `steps` are all of them."""

    language: Literal["node", "python"] = Field(description="What it is written in.")
    role: Literal["server", "client"] = Field(description="Whether it sends the code or meets it.")
    framework: str = Field(description="What it is written with.")
    title: str = Field(description="What it shows.")
    filename: str = Field(description="What to save it as.")
    code: str = Field(description="The whole program.")
    requires: tuple[str, ...] = Field(description="Packages to install, with their versions.")
    expects: Exchanged = Field(description="The exchange in which the code occurs.")
    steps: tuple[Exchanged, ...] = Field(description="Every exchange, in order.")
    output: str | None = Field(description="What a client prints.")
    against: str | None = Field(description="The server example that a client talks to, if it needs one of them.")

    @property
    def language_name(self) -> str:
        """The language as people write it."""
        return LANGUAGE_NAMES[self.language]

    @property
    def lexer(self) -> str:
        """The language as a highlighter calls it."""
        return LEXERS[self.language]

    @property
    def url(self) -> str:
        """Where the example, or for a client its server, can be reached."""
        return f"http://127.0.0.1:{PORTS['node' if (self.against or '').endswith('.mjs') else self.language]}"

    @property
    def commands(self) -> tuple[str, ...]:
        """What to type to install and to run it."""
        install = (f"{INSTALLERS[self.language]} {' '.join(self.requires)}",) if self.requires else ()
        argument = f" {self.url}" if self.role == "client" else ""
        return (*install, f"{self.language} {self.filename}{argument}")

    @property
    def requests(self) -> tuple[str, ...]:
        """For a server: what to type in another terminal to see it answer."""
        return tuple(_asked(step, self.url) for step in self.steps) if self.role == "server" else ()


def shown_example(received: frozenset[int], example: Example) -> ShownExample:
    """An example of an entry; `received` is what a client may receive there: the code, or what stands for it."""
    steps = tuple(_exchanged(step) for step in example.expects)
    return ShownExample(
        language=example.language,
        role=example.role,
        framework=example.framework,
        title=example.title,
        filename=example.filename,
        code=example.code,
        requires=example.requires,
        expects=next(_exchanged(step) for step in example.expects if step.shows(received)),
        steps=steps,
        output=example.output,
        against=example.against,
    )


def _exchanged(step: Expectation) -> Exchanged:
    columns = step.model_dump(include={"version", "request_headers", "body", "status", "headers", "abandon_after", "no_answer"})
    return Exchanged(method=step.method, path=step.path, **columns)


def _asked(step: Exchanged, url: str) -> str:
    """The request as a command line: of curl, or of nc for a version that curl does not speak in clear text."""
    return _curl(step, url) if step.version in CURL_VERSIONS else _netcat(step, url)


def _netcat(step: Exchanged, url: str) -> str:
    host, _, port = url.removeprefix("http://").partition(":")
    fields = {"Host": f"{host}:{port}", "Connection": "close"} | step.request_headers
    lines = [f"{step.method} {step.path} HTTP/{step.version}", *(f"{name}: {value}" for name, value in fields.items())]
    return shlex.join(["printf", "%s\\r\\n", *lines, ""]) + f" | nc {host} {port}"


def _curl(step: Exchanged, url: str) -> str:
    """The request as a command line of curl."""
    words = ["curl", "-I" if step.method == "HEAD" else "-i", *CURL_VERSIONS[step.version]]
    if step.method not in {"GET", "HEAD"} and not (step.method == "POST" and step.body):
        words += ["-X", step.method]
    if step.abandon_after is not None:
        words += ["--max-time", str(step.abandon_after)]
    for name, value in step.request_headers.items():
        words += ["-H", f"{name}: {value}"]
    if step.body:
        words += ["-d", step.body]
    return shlex.join([*words, url + step.path])
