"""`manage.py list_repetitions`: sentences of different pages that are nearly the same, for an author to look at."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statuscodes.entries.catalog import read_catalog
from statuscodes.entries.repetition import nearly_said_twice


class Command(BaseCommand):
    """List what is nearly said twice; a list is no failure."""

    help = "List sentences that are nearly the same on two pages."

    def handle(self, *args: Any, **options: Any) -> None:
        found = nearly_said_twice(read_catalog(*settings.CONTENT_FOLDERS))
        for twins in found:
            self.stdout.write(f"{twins.likeness:.0f} % alike:\n  {twins.first_page}: {twins.first}\n  {twins.second_page}: {twins.second}")
        self.stdout.write(f"Sentences nearly said twice: {len(found)}.")
