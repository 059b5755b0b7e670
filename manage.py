#!/usr/bin/env python3
"""The command line of the site: `manage.py help` lists its commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command. A setting that cannot be used ends it with one line instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "statuscodes.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"error: {problem}")


if __name__ == "__main__":
    main()
