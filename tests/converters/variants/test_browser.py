"""The choice of a script in Chromium: remembered on the reader's own machine, never imposed on a link."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import Visit

ORDER = "/doc/yunzhoushirenminzhengfuling/58/"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""


def choose(page: Page, name: str) -> None:
    page.locator(".scripts summary").click()
    page.get_by_role("link", name=name).click()


def another_tab(page: Page, path: str) -> Page:
    """Come from outside: by a link that somebody was given, or a typed address."""
    tab = page.context.new_page()
    tab.goto(re.sub(r"(?<=[0-9])/.*", "", page.url) + path)
    return tab


def test_a_given_link_is_kept_and_the_chosen_script_offered_once(visit: Visit) -> None:
    page = visit(f"{ORDER}#a5")
    choose(page, "臺灣正體")
    expect(page).to_have_url(re.compile(f"/zh-tw{ORDER}#a5$"))
    tab = another_tab(page, f"{ORDER}#a6")
    assert tab.url.endswith(f"{ORDER}#a6")
    assert "/zh-tw/" not in tab.url
    expect(tab.get_by_role("status")).to_contain_text("您上次选的是臺灣正體")
    tab.reload()
    expect(tab.locator("#status")).to_be_empty()


def test_the_offer_leads_to_the_same_place_or_goes_away(visit: Visit) -> None:
    page = visit("/")
    choose(page, "香港繁體")
    tab = another_tab(page, f"{ORDER}#a6")
    tab.get_by_role("button", name="转到香港繁體").click()
    expect(tab).to_have_url(re.compile(f"/zh-hk{ORDER}#a6$"))
    expect(tab.locator("#status")).to_be_empty()
    other = another_tab(page, ORDER)
    other.get_by_role("button", name="留在这里").press("Enter")
    expect(other.locator("#status")).to_be_empty()


def test_the_home_page_leads_to_the_chosen_script_and_back_to_simplified(visit: Visit) -> None:
    page = visit(ORDER)
    choose(page, "臺灣正體")
    home = another_tab(page, "/")
    expect(home).to_have_url(re.compile("[0-9]/zh-tw/$"))
    home.locator("footer .same-place").click()
    expect(home).to_have_url(re.compile("[0-9]/$"))
    choose(home, "简体")
    expect(another_tab(page, "/")).to_have_url(re.compile("[0-9]/$"))


def test_who_compares_with_the_gazette_is_left_in_peace(visit: Visit) -> None:
    page = visit(ORDER)
    choose(page, "臺灣正體")
    page.locator("main .same-place").click()
    expect(page).to_have_url(re.compile(f"[0-9]{ORDER}$"))
    page.locator(".brand").click()
    expect(page).to_have_url(re.compile("[0-9]/$"))
    expect(page.locator("#status")).to_be_empty()
    assert page.context.cookies() == []


def test_without_storage_the_switch_still_switches(visit: Visit) -> None:
    page = visit(ORDER)
    page.add_init_script(NO_STORAGE)
    page.reload()
    choose(page, "臺灣正體")
    expect(page).to_have_url(re.compile(f"/zh-tw{ORDER}$"))
    page.goto(page.url.replace("/zh-tw", ""))
    expect(page.locator("#status")).to_be_empty()
