"""What must be true before the site is served: database and pages stem from the content folders, and from this code."""

import fcntl
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.utils import OperationalError

from statuscodes.building import BuildError, renderer_digest
from statuscodes.entries.catalog import content_digest
from statuscodes.models import Load
from statuscodes.serving.listing import read_listing

log = logging.getLogger("statuscodes")


def make_current() -> None:
    """Load and build what is not of this content and this code, and say so.

    Where VAR_DIR cannot be written, as in a container, it is copied, and this process starts again with the copy.
    """
    outdated = list(what_is_outdated())
    if not outdated:
        return
    for sentence in outdated:
        log.info(sentence)
    if not os.access(settings.VAR_DIR, os.W_OK):
        start_again_in_a_copy()
    with (settings.VAR_DIR / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several that start at once, one makes it, and the others wait
        if any(what_is_outdated()):
            call_command("migrate", verbosity=0)
            call_command("load_content")
            call_command("collectstatic", interactive=False, verbosity=0)
            call_command("build_pages")


def what_is_outdated() -> Iterator[str]:
    """What does not stem from what it should, in sentences."""
    wanted = content_digest(*settings.CONTENT_FOLDERS)
    try:
        load = Load.objects.first()
    except OperationalError:
        load = None
    if load is None:
        yield "Nothing is loaded yet."
    elif load.digest != wanted:
        yield f"The database is of content {load.digest}, and the folder has {wanted}."
    listing = read_listing(settings.PAGES_DIR)
    if listing is None:
        yield "No pages are built yet."
    elif listing.content != wanted:
        yield f"The pages are of content {listing.content}, and the folder has {wanted}."
    elif listing.renderer != _renderer():
        yield "The pages were built by other code."


def _renderer() -> str | None:
    try:
        return renderer_digest()
    except BuildError:
        return None


def start_again_in_a_copy() -> None:
    """Replace this process by one that works in a copy of VAR_DIR, in the folder for temporary files."""
    try:
        copy = Path(tempfile.mkdtemp(prefix="statuscodes-")) / "var"
    except FileNotFoundError:
        told = f"{settings.VAR_DIR} cannot be written, and neither can a folder for temporary files: give a container --tmpfs /tmp"
        raise CommandError(told) from None
    shutil.copytree(settings.VAR_DIR, copy)
    os.putenv("VAR_DIR", str(copy))
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  # the very command that runs now
