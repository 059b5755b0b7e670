from pathlib import Path

import pytest
from django.db import connection

from statuscodes.entries.catalog import read_catalog
from statuscodes.search.index import COLUMNS, rebuild_index

pytestmark = pytest.mark.django_db


def test_the_table_has_the_columns_that_are_weighed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info('search_index')")
        assert [row[0] for row in cursor.fetchall()] == [*COLUMNS, "path"]


def test_an_entry_is_one_row_with_everything_it_can_be_found_by(content: Path) -> None:
    rebuild_index(read_catalog(content))
    with connection.cursor() as cursor:
        cursor.execute("SELECT path, code, name, aliases, constants, headers, messages, summary FROM search_index ORDER BY rowid")
        assert cursor.fetchall() == [
            ("/404", "404", "Not Found", "page not found", "http.HTTPStatus.NOT_FOUND", "", "Django Not Found: ‹path›", "Nothing is here."),
            (
                "/405",
                "405",
                "Method Not Allowed",
                "wrong method",
                "http.HTTPStatus.METHOD_NOT_ALLOWED",
                "Allow",
                "Django Method Not Allowed: ‹path›",
                "The method is not for here.",
            ),
            (
                "/no-status#refused",
                "",
                "Connection refused",
                "ECONNREFUSED",
                "",
                "",
                "curl curl: (7) Failed to connect to ‹host› port ‹port›: Connection refused",
                "Nobody listens at that port.",
            ),
            ("/sent-by/django", "612", "Django", "Django 612 Out of Ideas", "", "", "", "A framework for Python."),
        ]
