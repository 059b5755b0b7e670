from pathlib import Path

import pytest

from statuscodes.loading import load
from statuscodes.pages.absent import unknown_code_page
from statuscodes.pages.no_status import no_status_page
from statuscodes.pages.search import search_page
from statuscodes.pages.senders import sender_page, senders_page
from tests.conftest import Edit

pytestmark = pytest.mark.django_db

FINGERPRINT = """fingerprints:
  - {layer: proxy, software: nginx, signs: "`Server: nginx`", log: "`404` in the access log", bypass: curl -i http://127.0.0.1:3000/}
subcodes:
  - {software: IIS, number: "404.13", name: Content length too large, meaning: Raise `maxAllowedContentLength`.}
messages:"""


@pytest.fixture
def loaded(content: Path, edit: Edit) -> None:
    edit("codes/404.md", "messages:", FINGERPRINT)
    load(content)


def test_a_product_lists_what_it_owns_and_what_it_prints() -> None:
    shown = sender_page("nginx")
    assert shown
    by_code = {sent.code.code: sent for sent in shown.codes}
    assert by_code[499].owner
    assert (by_code[499].owner.reason, by_code[499].owner.seen) == ("Client Closed Request", "log")
    assert by_code[404].owner is None
    assert by_code[404].messages
    assert all(message.software == "nginx" for sent in shown.codes for message in sent.messages)
    assert sender_page("nobody") is None


def test_every_product_that_is_named_anywhere_has_a_page(loaded: None) -> None:
    listed = senders_page()
    assert [row.slug for row in listed.described] == ["django"]
    assert [row.slug for row in listed.others] == ["curl", "iis", "nginx"]
    for row in (*listed.described, *listed.others):
        shown = sender_page(row.slug)
        assert shown
        assert shown.name == row.name
        assert shown.codes or shown.failures


def test_a_product_is_told_as_a_whole(loaded: None) -> None:
    shown = sender_page("django")
    assert shown
    assert (shown.summary, shown.text) == ("A framework for Python.", "It writes to the logger `django.request`.")
    assert [(number.slug, number.name) for number in shown.numbers] == [("612", "Out of Ideas")]


def test_a_product_is_known_by_its_signs_and_its_finer_numbers(loaded: None) -> None:
    nginx, iis = sender_page("nginx"), sender_page("iis")
    assert nginx
    assert iis
    assert [shown.log for sent in nginx.codes for shown in sent.fingerprints] == ["`404` in the access log"]
    assert [row.number for sent in iis.codes for row in sent.subcodes] == ["404.13"]


def test_a_product_that_prints_only_where_there_is_no_status_leads_there(loaded: None) -> None:
    shown = sender_page("curl")
    assert shown
    assert shown.codes == ()
    assert [failure.url for failure in shown.failures] == ["/no-status#refused"]


def test_what_happens_instead_of_an_answer_is_on_one_page(loaded: None) -> None:
    (failure,) = no_status_page().failures
    assert (failure.title, failure.text) == ("Connection refused", "Start the server.")
    assert [message.software for message in failure.messages] == ["curl"]


def test_a_number_without_an_entry_names_who_uses_it_and_what_lists_say(loaded: None) -> None:
    assert [(user.url, user.number.name) for user in unknown_code_page(612).users] == [("/sent-by/django", "Out of Ideas")]
    rumour = unknown_code_page(299).rumour
    assert rumour
    assert rumour.names == ("Miscellaneous Persistent Warning",)
    assert unknown_code_page(298).rumour is None


def test_what_is_no_code_is_found_as_well(loaded: None) -> None:
    assert [(row.code, row.status_class, row.url) for row in search_page("ECONNREFUSED").results] == [(None, None, "/no-status#refused")]
    assert [row.url for row in search_page("612").results] == ["/sent-by/django"]
    (finer, *_) = search_page("404.13").results
    assert (finer.code, finer.reason) == (404, "IIS 404.13: Content length too large")
