"""`manage.py dev`: Django's development server, which also loads the content anew when it changes."""

from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.utils.autoreload import StatReloader, autoreload_started

from statuscodes.entries.problems import ContentError
from statuscodes.loading import load


class Command(RunServer):
    """The development server on HOST and PORT."""

    help = "Serve for development: code, templates and content are reloaded when they change."

    def handle(self, *args: Any, **options: Any) -> None:
        options["addrport"] = options["addrport"] or f"{settings.HOST}:{settings.PORT}"
        autoreload_started.connect(watch_content)
        super().handle(*args, **options)

    def inner_run(self, *args: Any, **options: Any) -> None:
        """Load the content, then serve; with wrong content, say what is wrong and serve the old."""
        try:
            self.stdout.write(f"Loaded {load(*settings.CONTENT_FOLDERS).in_numbers}.")
        except ContentError as error:
            self.stderr.write(str(error))
        super().inner_run(*args, **options)


def watch_content(sender: StatReloader, **kwargs: Any) -> None:
    """Have the reloader look at the content folders too."""
    for folder in chain.from_iterable((folder, *folder.glob("*/")) for folder in settings.CONTENT_FOLDERS):
        sender.extra_files.add(folder)  # its date tells of files that came or went
        sender.watch_dir(folder, "*.md")
        sender.watch_dir(folder, "*.yaml")
