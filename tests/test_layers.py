"""Data goes one way: a module imports only from above its own line in this list."""

import ast
from collections.abc import Iterator

from tests.conftest import ROOT

PACKAGE = ROOT / "statuscodes"

LAYERS = """
    server.contract  server.metrics  server.processes
    server.requests
    server.connection
    server.worker
    entries.problems  entries.citations  entries.wildcards  entries.numbers  entries.folders  entries.values
    entries.source
    entries.entry
    entries.parsing  entries.layers
    entries.openings
    entries.checking  entries.rules
    entries.catalog
    entries.repetition
    search.words
    nesting
    markup  plaintext  negotiation  serving.listing
    search.phrases  search.texts
    search.compiling
    logs
    settings  apps  framing  headers
    healthcheck
    models
    search.reading  search.lexicon
    search.spelling
    search.ranking
    search.query
    loading
    pages.page
    pages.example
    pages.code
    pages.browse  pages.guide  pages.search  pages.absent  pages.senders  pages.no_status  pages.api
    formats  caching  templatetags.prose
    addresses  serving.preconditions
    serving.memory
    errors
    limits  health
    live.answers
    api.endpoints
    views
    urls
    building
    starting
    serving.application
    wsgi
    serving.wsgi
    management.commands.load_content  management.commands.build_pages  management.commands.serve  management.commands.dev
    management.commands.write_schema  management.commands.list_repetitions  management.commands.count_messages
"""
SEARCH = ("search.words", "search.phrases", "search.texts", "search.compiling", "search.reading")
PURE = ("entries", *SEARCH, "markup", "plaintext", "negotiation", "server")  # these import no Django

RANKS = {name: rank for rank, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()}


def modules() -> dict[str, ast.Module]:
    """Every module of the package with code in it, by its dotted name; migrations are Django's."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not name.startswith("migrations.") and not name.endswith("__init__"):
            found[name] = tree
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str) -> str | None:
    """The module of ours that an imported name lives in."""
    inside = name.removeprefix("statuscodes.")
    return next((candidate for candidate in (inside, inside.rpartition(".")[0]) if candidate in RANKS), None)


def test_every_module_has_its_place() -> None:
    assert sorted(modules()) == sorted(RANKS)


def test_nothing_is_imported_from_below() -> None:
    wrong = [
        f"{name} imports {target}"
        for name, tree in modules().items()
        for imported in imports(tree)
        if imported.startswith("statuscodes")
        for target in [module_of(imported)]
        if target and RANKS[target] >= RANKS[name] and target != name
    ]
    assert wrong == []


def test_what_knows_http_and_entries_does_not_know_django() -> None:
    wrong = [
        f"{name} imports {imported}"
        for name, tree in modules().items()
        if name.startswith(PURE)
        for imported in imports(tree)
        if imported.split(".")[0] in {"django", "ninja", "csp", "environs"}
    ]
    assert wrong == []


def test_packages_hold_no_code() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert all(isinstance(node, ast.Expr) for node in body), path


def test_no_sql_is_written() -> None:
    assert [name for name, tree in modules().items() if "django.db.connection" in imports(tree)] == []
