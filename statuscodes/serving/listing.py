"""What stands in the folder of built pages: which files show each page, and their entity tags."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

NAME = "pages.json"
IDENTITY = "identity"
SUFFIXES = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}  # content codings, the smallest first


class File(BaseModel):
    """A file, its Content-Type, the digest of what it was made from, and the entity tag of each coding that it has."""

    model_config = ConfigDict(frozen=True)

    content_type: str
    made_of: str
    etags: dict[str, str]


class Listing(BaseModel):
    """The files by their names below the folder, and the pages by their paths: the files that show each, preferred first.

    `content` is the digest of the content that the pages tell, `renderer` that of the code and templates that made them.
    """

    model_config = ConfigDict(frozen=True)

    content: str
    renderer: str
    files: dict[str, File]
    pages: dict[str, tuple[str, ...]]


def coded(name: str, coding: str) -> str:
    """The name of a file in a content coding."""
    return name + SUFFIXES.get(coding, "")


def read_listing(folder: Path) -> Listing | None:
    """The listing of a folder; None where nothing is built, something is missing, or another version of this software has built it."""
    try:
        listing = Listing.model_validate_json((folder / NAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    names = (coded(name, coding) for name, file in listing.files.items() for coding in file.etags)
    return listing if all((folder / name).is_file() for name in names) else None
