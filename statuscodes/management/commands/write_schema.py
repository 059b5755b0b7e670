"""`manage.py write_schema`: the JSON Schema of the front matter, for editors."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from statuscodes.entries.entry import FrontMatter

SCHEMA_FILE = settings.BASE_DIR / "content" / "entry.schema.json"


def schema() -> str:
    """The schema as it stands in its file."""
    return json.dumps(FrontMatter.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    """Write the schema from the types that check the content."""

    help = "Write content/entry.schema.json anew."

    def handle(self, *args: Any, **options: Any) -> None:
        SCHEMA_FILE.write_text(schema(), encoding="utf-8")
        self.stdout.write(f"Wrote {SCHEMA_FILE.name}.")
