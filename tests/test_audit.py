"""The standards, on the built samples; the checkers find what is amiss. See also pages/test_browser_access.py."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.audit import invalid, violations_everywhere

FAULTY = '<!doctype html><html lang="zh-Hans"><title>云</title><main><p id="a"><p id="a"><input></main>'


def test_the_checkers_find_faults(tmp_path: Path, chromium: Browser) -> None:
    (tmp_path / "index.html").write_text(FAULTY, "utf-8")
    assert any("Duplicate ID" in message for message in invalid(tmp_path))
    page = chromium.new_page()
    page.set_content(FAULTY)
    found = violations_everywhere(page)
    page.close()
    assert sum(fault.startswith("label: <input>") for fault in found) == 2  # light and dark


def test_every_page_is_valid(site: Path) -> None:
    assert invalid(site) == []
