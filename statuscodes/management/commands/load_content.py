"""`manage.py load_content`: the content folders become what the site says."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statuscodes.entries.catalog import read_catalog
from statuscodes.entries.problems import ContentError
from statuscodes.loading import load


class Command(BaseCommand):
    """Load the content, or with --check only read it."""

    help = "Load the content folders into the database. Wrong content is reported whole, and nothing is loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, default=settings.CONTENT_FOLDERS)
        parser.add_argument("--check", action="store_true", help="report problems, and load nothing")

    def handle(self, *args: Any, folders: Sequence[Path], check: bool, **options: Any) -> None:
        try:
            catalog = read_catalog(*folders) if check else load(*folders)
        except ContentError as error:
            self.stderr.write(str(error))
            raise SystemExit(1) from None
        self.stdout.write(f"{'Checked' if check else 'Loaded'} {catalog.in_numbers}.")
