"""Pictures of a built site's main pages, to be looked at with a critical eye.

``python -m tests.screenshots build/site build/screenshots`` writes ``<page>-<width>-<scheme>.png``: of the home page,
of the longest document of each kind, of an issue, indices and the page for dead links; wide and narrow, light and dark.
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import chromium_with_fonts, serving

WIDTHS = (1440, 390)
SCHEMES = ("light", "dark")


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Choose the pages: name of the picture, path."""
    yield "home", "/"
    documents = json.loads((site / "corpus.json").read_text("utf-8"))["documents"]
    by_kind = sorted(documents, key=lambda document: (document["kind"], -len(document["blocks"])))
    for kind, group in itertools.groupby(by_kind, key=lambda document: document["kind"]):
        yield kind, f"/doc/{next(group)['id']}/"
    for name, pattern in (
        ("issue", "gazette/*/*/*"),
        ("gazette", "gazette/*"),
        ("year", "year/*"),
        ("column", "column/*"),
        ("comparison", "compare/*/*"),
    ):
        folder = next(iter(sorted(site.glob(pattern))), None)
        if folder is not None:
            yield name, f"/{folder.relative_to(site).as_posix()}/"
    yield from (("indices", "/by/"), ("bodies", "/by/body/"), ("terms", "/terms/"), ("notes", "/notes/"))
    yield from (("search", "/search/?q=管理"), ("resolver", "/cite/"), ("about", "/about/"), ("dead-link", "/404.html"))


def main(argv: list[str]) -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="pictures of a built site")
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(argv)
    if not (options.site / "corpus.json").exists():
        parser.error(f"no site in {options.site}: make site first")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(options.site) as address,
        chromium_with_fonts(Path(folder)) as browser,
    ):
        page = browser.new_page()
        for (name, path), width, scheme in itertools.product(pages(options.site), WIDTHS, SCHEMES):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(address + path)
            page.screenshot(path=options.out / f"{name}-{width}-{scheme}.png", full_page=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
