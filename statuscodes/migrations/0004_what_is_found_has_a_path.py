"""What is found is named by its path: an entry, a failure, a product. Loading fills the index anew."""

from django.db import migrations

OLD = "CREATE VIRTUAL TABLE search_index USING fts5(code, name, aliases, constants, headers, messages, summary, body, tokenize = 'porter unicode61')"
NEW = OLD.replace("body,", "body, path UNINDEXED,")


class Migration(migrations.Migration):
    """The table again, with the path as a column that is not searched; `bm25` gives it no weight."""

    dependencies = [("statuscodes", "0003_senders_failures_finer_numbers")]

    operations = [
        migrations.RunSQL(["DROP TABLE search_index", NEW], ["DROP TABLE search_index", OLD]),
    ]
