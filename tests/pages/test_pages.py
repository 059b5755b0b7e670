import pytest

from statuscodes.models import Load, Rfc, StatusClass, StatusCode
from statuscodes.pages.absent import error_page, unknown_code_page
from statuscodes.pages.browse import class_page, field_page, home_page, rfc_page
from statuscodes.pages.code import CodePage, code_page
from statuscodes.pages.guide import guide_page
from statuscodes.pages.search import search_page

pytestmark = pytest.mark.django_db


def page(code: int) -> CodePage:
    return code_page(StatusCode.objects.with_parts().get(code=code))


def test_home_has_every_code_once_in_its_class() -> None:
    home = home_page()
    listed = [code.code for row in home.classes for code in row.codes] + [code.code for code in home.others.codes]
    assert sorted(listed) == list(StatusCode.objects.values_list("code", flat=True))
    assert home.count == len(listed)
    assert [row.slug for row in home.classes] == ["1xx", "2xx", "3xx", "4xx", "5xx"]
    for row in (*home.classes, home.others):
        assert sorted((*row.registered, *row.unregistered), key=lambda code: code.code) == list(row.codes)
    assert 499 in [code.code for code in home.classes[3].unregistered]


def test_a_class_has_its_codes_and_its_prose() -> None:
    shown = class_page(StatusClass.objects.get(slug="5xx"))
    assert [code.code for code in shown.codes] == list(StatusCode.objects.in_class("5xx").values_list("code", flat=True))
    assert {500, 503} <= {code.code for code in shown.codes} <= set(range(500, 600))
    assert shown.text


def test_an_entry_knows_what_defines_it() -> None:
    assert str(page(404).defining) == str(page(404).citations[0])
    assert page(499).defining is None


def test_messages_are_told_by_product() -> None:
    shown = page(500)
    assert sum(len(product.messages) for product in shown.printed) == len(shown.messages)
    names = [product.software for product in shown.printed]
    assert len(set(names)) == len(names)


def test_causes_and_steps_are_told_by_product_and_numbered_through() -> None:
    causes = ("**A.** One.", "**B.** Two.", "**C.** (nginx) Three.", "**D.** (nginx; operator) Four.", "**E.** (Caddy) Five.")
    shown = page(499).model_copy(update={"causes": causes, "debug_steps": ("No bold.",)})
    assert [(group.product, group.start, group.texts) for group in shown.causes_by_product] == [
        (None, 1, ("**A.** One.", "**B.** Two.")),
        ("nginx", 3, ("**C.** Three.", "**D.** (operator) Four.")),
        ("Caddy", 5, ("**E.** Five.",)),
    ]
    assert [group.texts for group in shown.steps_by_product] == [("No bold.",)]
    assert shown.products_with_parts == {"nginx", "Caddy"}


def test_constants_are_told_in_the_names_of_languages() -> None:
    assert ("Rust (http)", "StatusCode::NOT_FOUND") in page(404).names_in_code


def test_a_relation_is_told_with_the_same_words_on_both_pages() -> None:
    for code in (404, 503):
        for related in page(code).related:
            back = {row.code: row.why for row in page(related.code).related}
            assert back[code] == related.why


def test_an_rfc_lists_the_codes_with_the_sections_they_cite() -> None:
    shown = rfc_page(Rfc.objects.get(number=6585))
    assert (shown.title, shown.year) == ("Additional HTTP Status Codes", 2012)
    assert "4" in [section.section for code in shown.codes if code.code.code == 429 for section in code.sections]


def test_a_field_lists_its_codes_with_the_requirement() -> None:
    shown = field_page("allow")
    assert shown
    assert [(carrying.code.code, carrying.field.requirement) for carrying in shown.codes] == [(405, "must")]
    assert field_page("x-nothing") is None


def test_the_guide_has_its_chapters_in_order() -> None:
    slugs = [chapter.slug for chapter in guide_page().chapters]
    assert slugs[:2] == ["how-status-codes-work", "why-the-right-code-matters"]


@pytest.mark.parametrize(
    ("code", "status_class", "treated_as"),
    [(299, "2xx", 200), (470, "4xx", 400), (777, "other", 500), (1, "other", 500), (590, "5xx", 500)],
)
def test_an_unknown_number_is_treated_by_its_first_digit(code: int, status_class: str, treated_as: int) -> None:
    shown = unknown_code_page(code)
    assert (shown.status_class, shown.treated_as) == (status_class, treated_as)
    distances = sorted(abs(other - code) for other in StatusCode.objects.values_list("code", flat=True))
    assert [abs(near.code - code) for near in shown.near] == distances[:3]


def test_an_error_is_told_with_the_advice_of_its_entry() -> None:
    shown = error_page(404, "Nothing here.")
    assert (shown.name, shown.detail) == ("Not Found", "Nothing here.")
    assert list(shown.advice) == StatusCode.objects.get(code=404).what_you_can_do
    StatusCode.objects.filter(code=400).delete()
    assert error_page(400, "Not understood.").advice == ()


def test_a_search_before_the_first_load_finds_nothing() -> None:
    Load.objects.all().delete()
    assert search_page("404 4xx not found").results == ()


def test_a_search_leaves_out_numbers_without_an_entry() -> None:
    assert [result.code for result in search_page("777").results] == []
    assert [result.code for result in search_page("777 404").results] == [404]
