"""The built folder: everything in it, the same each time, and made anew only where something has changed."""

import gzip
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from django.test import Client

from statuscodes.addresses import addresses
from statuscodes.caching import strong_etag
from statuscodes.formats import Format
from statuscodes.serving.listing import Listing, coded, read_listing
from tests.conftest import FIXTURES
from tests.processes import manage, prepare

# Where links of pages may lead that no file can answer.
NEEDS_THE_SERVER = re.compile(r"/((?:api/)?search\?.*|opensearch\.xml|status/\d+)")

DECODE = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstandard.decompress}


class Place:
    """A content folder and what is made from it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.var, self.pages = folder, folder / "content", folder / "var", folder / "var" / "pages"
        shutil.copytree(FIXTURES / "content", self.content)

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """What a command of manage.py says."""
        return manage(self.folder, *command, **variables)

    def build(self) -> str:
        """Build the pages; gives what was said."""
        built = self.run("build_pages")
        assert built.returncode == 0, built.stderr
        return built.stdout

    @property
    def listing(self) -> Listing:
        """What is built."""
        listing = read_listing(self.pages)
        assert listing
        return listing

    def files(self) -> set[str]:
        """The names of everything in the folder."""
        return {path.relative_to(self.pages).as_posix() for path in self.pages.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A built site, for tests that only look at it."""
    place = Place(tmp_path_factory.mktemp("built"))
    prepare(place.folder)
    assert re.fullmatch(r"Built (\d+) of \1 files\.\n", place.build())
    return place


@pytest.fixture
def place(built: Place, tmp_path: Path) -> Place:
    """A copy of it, to change."""
    place = Place(tmp_path)
    shutil.copytree(built.var, place.var)
    return place


def links(built: Place) -> Iterator[str]:
    """Where the pages lead on this site."""
    for path in built.pages.rglob("*.html"):
        for found in re.findall(r'(?:href|src|action)="(/[^"#]*)', path.read_text(encoding="utf-8")):
            yield found.replace("&amp;", "&")


def test_every_link_leads_to_a_file_or_to_what_needs_the_server(built: Place) -> None:
    files = built.files()
    for link in set(links(built)):
        name = link.lstrip("/")
        candidates = {name, f"{name}/index.html".lstrip("/"), f"{name}.json"}
        assert candidates & files or NEEDS_THE_SERVER.fullmatch(link), link


def test_every_file_is_there_in_every_coding_with_its_tag(built: Place) -> None:
    for name, file in built.listing.files.items():
        content = (built.pages / name).read_bytes()
        assert {"identity", "br"} <= set(file.etags), name
        for coding, etag in file.etags.items():
            octets = (built.pages / coded(name, coding)).read_bytes()
            assert strong_etag(octets) == etag
            assert DECODE[coding](octets) == content
            assert len(octets) <= len(content)


def test_nothing_else_is_there_but_what_file_servers_need(built: Place) -> None:
    listed = {coded(name, coding) for name, file in built.listing.files.items() for coding in file.etags}
    assert {name for name in built.files() - listed if not name.startswith("static/")} == {"pages.json"}
    assert {"404.html", "search/index.html"} <= listed
    shown = {name for names in built.listing.pages.values() for name in names}
    assert shown == set(built.listing.files) - {"404.html", "search/index.html"}


def test_assets_have_the_names_that_pages_know_them_by(built: Place) -> None:
    assets = {link for link in links(built) if link.startswith("/static/")}
    assert len(assets) >= 5
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", link) for link in assets)


def test_the_page_of_search_says_where_a_search_is_answered(built: Place) -> None:
    page = (built.pages / "search" / "index.html").read_text(encoding="utf-8")
    assert "docker run" in page
    assert 'href="/404"' in page
    assert "<form" not in page


def test_building_twice_gives_the_same_octets(built: Place, tmp_path: Path) -> None:
    other = Place(tmp_path)
    prepare(other.folder)
    other.build()
    assert other.files() == built.files()
    for name in built.files():
        assert (built.pages / name).read_bytes() == (other.pages / name).read_bytes(), name


def test_where_nothing_has_changed_nothing_is_built(place: Place) -> None:
    dates = {name: (place.pages / name).stat().st_mtime_ns for name in place.files()}
    assert place.build() == f"Built 0 of {len(place.listing.files)} files.\n"
    assert {name: (place.pages / name).stat().st_mtime_ns for name in place.files()} == dates


def test_only_what_tells_something_else_is_built(place: Place) -> None:
    before = {name: (place.pages / name).stat().st_mtime_ns for name in place.files()}
    tags = {name: file.etags for name, file in place.listing.files.items()}
    entry = place.content / "codes" / "405.md"
    text = entry.read_text(encoding="utf-8")
    entry.write_text(text.replace("It names the methods.", "It names all methods."), encoding="utf-8")
    assert place.run("load_content").returncode == 0
    said = place.build()
    changed = {name for name, file in place.listing.files.items() if file.etags != tags[name]}
    assert {"405/index.html", "405.json", "405.md", "405.txt", "api/codes/405.json"} <= changed
    assert not {"404/index.html", "guide/index.html", "index.html"} & changed
    assert said == f"Built {len(changed)} of {len(tags)} files.\n"
    kept = {coded(name, coding) for name in set(tags) - changed for coding in tags[name]}
    assert {name: (place.pages / name).stat().st_mtime_ns for name in kept} == {name: before[name] for name in kept}


def test_what_is_told_no_more_has_no_file(place: Place) -> None:
    entry = place.content / "codes" / "405.md"
    entry.unlink()
    other = place.content / "codes" / "404.md"
    other.write_text(re.sub(r"(?m)^  405: .*\n", "", other.read_text(encoding="utf-8")), encoding="utf-8")
    loaded = place.run("load_content")
    assert loaded.returncode == 0, loaded.stderr
    place.build()
    assert not {name for name in place.files() if name.startswith("405")}
    assert "/405" not in place.listing.pages


@pytest.mark.parametrize("name", ["pages.json", "404/index.html", "405.json.br"])
def test_where_something_is_missing_everything_is_built_again(place: Place, name: str) -> None:
    (place.pages / name).unlink()
    assert place.build() == f"Built {len(place.listing.files)} of {len(place.listing.files)} files.\n"
    assert (place.pages / name).is_file()


def test_what_is_broken_is_built_again(place: Place) -> None:
    (place.pages / "pages.json").write_text("{", encoding="utf-8")
    assert place.build() == f"Built {len(place.listing.files)} of {len(place.listing.files)} files.\n"


@pytest.mark.parametrize(
    ("variables", "steps", "message"),
    [
        ({}, ["migrate"], "the static files are not collected yet"),
        ({}, ["migrate", "collectstatic --noinput"], "nothing is loaded yet"),
        ({"DEBUG": "true"}, ["migrate"], "DEBUG: pages are built without it"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, variables: dict[str, str], steps: list[str], message: str) -> None:
    place = Place(tmp_path)
    for step in steps:
        assert place.run(*step.split(), "-v", "0").returncode == 0
    failed = place.run("build_pages", **variables)
    assert failed.returncode == 1
    assert failed.stderr.startswith(f"CommandError: {message}")
    assert not place.pages.exists()


def test_a_page_that_is_negotiated_is_the_one_that_its_own_address_has(site: Client) -> None:
    """So one file serves both."""
    negotiated = [address for address in addresses() if address.others]
    assert len(negotiated) > 100
    for address in negotiated[::9]:
        for kind, other in zip(list(Format)[1:], address.others, strict=True):
            assert site.get(address.path, headers={"accept": kind.media_type}).content == site.get(other).content


def test_every_address_is_answered(site: Client) -> None:
    paths = [address.path for address in addresses()]
    assert len(paths) == len(set(paths)) > 800
    for path in paths[::20]:
        assert site.get(path).status_code == 200, path
