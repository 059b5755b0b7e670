"""Search reads a lexicon that loading has compiled, and no index of SQLite's any more."""

from django.db import migrations, models

INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5"
    "(code, name, aliases, constants, headers, messages, summary, body, path UNINDEXED, tokenize = 'porter unicode61')"
)


class Migration(migrations.Migration):
    """What was loaded before has no lexicon: it counts as not loaded, so that the server asks for a load."""

    dependencies = [("statuscodes", "0007_notes_and_own_entries")]

    operations = [
        migrations.CreateModel(
            name="StoredLexicon",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("compiled", models.TextField()),
            ],
        ),
        migrations.RunSQL("DROP TABLE search_index", INDEX),
        migrations.RunSQL("DELETE FROM statuscodes_load", migrations.RunSQL.noop),
    ]
