"""`manage.py build_pages`: every page of what is loaded, rendered and compressed, as a folder of files."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from statuscodes.addresses import Address
from statuscodes.building import BuildError, build_pages


class Command(BaseCommand):
    """Build the pages that have changed."""

    help = "Render every page in every format into a folder, which the server answers from and any file server can publish."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.PAGES_DIR)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            built = build_pages(folder, progress_bar)
        except BuildError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Built {built.made} of {built.files} files.")


def progress_bar(wanted: list[Address]) -> AbstractContextManager[Iterable[Address]]:
    """The addresses, with a bar on standard error that grows as they are taken."""
    return click.progressbar(wanted, label="Building pages", file=sys.stderr)
