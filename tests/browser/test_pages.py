import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.processes import PATIENCE

pytestmark = pytest.mark.timeout(2 * PATIENCE)

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PAGES = ["/", "/404", "/418", "/499", "/500", "/502", "/4xx", "/guide", "/rfc/9110", "/header/retry-after", "/no-status", "/api/docs"]
PAGES += ["/sent-by", "/sent-by/nginx", "/sent-by/cloudflare", "/000", "/403", "/419", "/530"]
PAGES += ["/search?q=too+many", "/search?q=xyzzy", "/search", "/299", "/777", "/nowhere"]
BUDGET = 30 * 1024  # octets of the first view of an entry, over the wire, in all


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """A page in a window of its own; an error of script on it fails the test."""
    context = browser.new_context(**options)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(browser: Browser, address: str, path: str, scheme: Literal["light", "dark"]) -> None:
    for width in (1440, 360):
        with opened(browser, address + path, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}) as page:
            page.add_script_tag(content=AXE)
            violations = page.evaluate("axe.run().then(results => results.violations)")
            assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    with opened(browser, address + path, viewport={"width": width, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_every_part_of_an_entry_is_there(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", java_script_enabled=False) as page:
        headings = page.locator("main h2").all_inner_texts()
        for heading in ("Meaning", "What you can do", "Causes", "Debugging", "Examples", "On the wire", "The exchange", "Names in code"):
            assert heading in headings
        assert page.locator("button", has_text="Copy").count() == 0


def test_without_script_the_tabs_choose_the_language(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", java_script_enabled=False) as page:
        node, python = page.locator(".written-in-node").first, page.locator(".written-in-python").first
        expect(node).to_be_visible()
        expect(python).to_be_hidden()
        page.get_by_label("Python").check()
        expect(node).to_be_hidden()
        expect(python).to_be_visible()


def test_without_script_the_search_is_a_form(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", java_script_enabled=False) as page:
        page.locator("input[name=q]").fill("too many")
        page.locator("input[name=q]").press("Enter")
        expect(page).to_have_url(re.compile(r"/search\?q=too\+many"))
        expect(page.locator("main")).to_contain_text("Too Many Requests")


def test_printing_shows_the_examples_of_both_languages(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.emulate_media(media="print")
        expect(page.locator(".written-in-python").first).to_be_visible()
        expect(page.locator(".written-in-node").first).to_be_visible()
        expect(page.locator(".site-nav")).to_be_hidden()


def test_code_is_copied_and_that_is_announced(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator(".example .copy-button").first.click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith("import express")


def test_of_a_session_only_the_commands_are_copied(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", permissions=["clipboard-read", "clipboard-write"]) as page:
        session = page.locator(".highlight", has=page.locator(".gp")).first
        session.locator(".copy-button").click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied
        assert not re.search(r"^\$ ", copied, re.MULTILINE)


def test_a_slash_leads_to_the_search(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.keyboard.press("/")
        expect(page.locator("input[name=q]")).to_be_focused()
        page.keyboard.type("a/b")
        expect(page.locator("input[name=q]")).to_have_value("a/b")


def test_the_language_is_remembered_from_page_to_page(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.get_by_label("Python").check()
        page.goto(f"{address}/500")
        expect(page.get_by_label("Python")).to_be_checked()
        expect(page.locator(".written-in-node").first).to_be_hidden()


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_nothing_comes_from_another_host(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path)
    context.close()
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("path", [f"/{path.stem}" for path in sorted((ROOT / "content" / "codes").glob("*.md"))])
def test_the_first_view_of_an_entry_stays_within_its_budget(address: str, path: str) -> None:
    def fetched(url: str) -> tuple[bytes, int]:
        """The content, and how many octets it was over the wire."""
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=30) as answer:
            received = answer.read()
            is_gzip = answer.headers["Content-Encoding"] == "gzip"
            return gzip.decompress(received) if is_gzip else received, len(received)

    html, total = fetched(address + path)
    for url in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html.decode())):
        total += fetched(address + url)[1]
    assert total <= BUDGET


def test_suggestions_follow_the_combobox_pattern(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.locator("input[name=q]").focus()
        field = page.get_by_role("combobox")
        expect(field).to_have_attribute("aria-expanded", "false")
        field.press_sequentially("too many requ")
        options = page.get_by_role("option")
        expect(options.first).to_contain_text("Too Many Requests")
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(page.locator("form [role=status]")).to_have_text(re.compile(r"^\d+ suggestions?$"))
        field.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
        field.press("Escape")
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(field).to_have_value("too many requ")
        field.press("ArrowDown")
        field.press("Enter")
        expect(page).to_have_url(f"{address}/429")


def test_a_code_that_was_typed_is_reached_by_enter(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.locator("input[name=q]").press_sequentially("503")
        expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        page.get_by_role("combobox").press("Enter")
        expect(page).to_have_url(f"{address}/503")


def test_enter_without_a_choice_shows_all_results(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404") as page:
        page.locator("input[name=q]").press_sequentially("gateway")
        expect(page.get_by_role("option").first).to_be_visible()
        page.get_by_role("combobox").press("Enter")
        expect(page).to_have_url(re.compile(r"/search\?q=gateway"))


def test_axe_finds_no_violation_in_open_suggestions(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/404", bypass_csp=True) as page:
        page.locator("input[name=q]").press_sequentially("gateway")
        expect(page.get_by_role("option").first).to_be_visible()
        page.add_script_tag(content=AXE)
        violations = page.evaluate("axe.run().then(results => results.violations)")
        assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
