"""The search index; its columns are those of `search.index.COLUMNS`."""

from django.db import migrations


class Migration(migrations.Migration):
    """An FTS5 table, which is here before anything is loaded, so that a search finds nothing instead of failing."""

    dependencies = [("statuscodes", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE VIRTUAL TABLE search_index USING fts5"
            "(code, name, aliases, constants, headers, messages, summary, body, tokenize = 'porter unicode61')",
            "DROP TABLE search_index",
        ),
    ]
