"""`manage.py count_messages`: how many messages the site knows, by the software that prints them."""

from collections import Counter
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statuscodes.entries.catalog import Catalog, read_catalog


class Command(BaseCommand):
    """Count the messages of all entries and failures."""

    help = "Count the messages, by the software that prints them."

    def handle(self, *args: Any, **options: Any) -> None:
        counted = messages_by_software(read_catalog(*settings.CONTENT_FOLDERS))
        for software, count in sorted(counted.items(), key=lambda row: (-row[1], row[0].lower())):
            self.stdout.write(f"{count:5} {software}")
        self.stdout.write(f"{counted.total()} messages of {len(counted)} products.")


def messages_by_software(catalog: Catalog) -> Counter[str]:
    """How many messages each product has; the same text in two entries counts once for each."""
    told = [*(entry.messages for entry in catalog.entries), *(failure.messages for failure in catalog.failures)]
    return Counter(message.software for message in chain.from_iterable(told))
