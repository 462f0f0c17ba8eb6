"""Small finished sites, made by hand, for the mechanics of publishing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from gazette.addresses import SCRIPTS
from gazette.releases.publish import Order, Result, publish

RAW = "云州市人民政府公报\n"
PAGES: Mapping[str, Sequence[str]] = {"": (), "doc/yunzhengfa/2026/1/": ("a1", "a1-k1", "a2"), "about/": ("citing",)}


def page(words: str, anchors: Sequence[str], extra: str = "") -> str:
    """Give a page."""
    units = "".join(f'<p id="{anchor}">{words}</p>' for anchor in anchors)
    head = f'<!doctype html><meta charset="utf-8"><title>{words}</title>'
    return f'{head}<main id="main">{units}<input id="q"></main>{extra}\n'


def make(
    folder: Path,
    release: str,
    pages: Mapping[str, Sequence[str]] = PAGES,
    *,
    words: str = "第一条",
    extra: Mapping[str, str] = {},
) -> Order:
    """Make a site, with its raw gazette beside it; gives the order to publish it in the folder ``public`` beside it."""
    site = folder / f"built-{release}"
    for script in SCRIPTS:
        for address, anchors in pages.items():
            path = site / script.folder / address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page(f"{words}{script.mark}", anchors, extra.get(address, "")), "utf-8")
    (site / "pdf").mkdir()
    (site / "pdf" / "yunzhengfa-2026-1.pdf").write_bytes(b"%PDF " + bytes(range(256)) * 40)
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    (raw / "gongbao.txt").write_text(RAW, "utf-8")
    source = {"file": "gongbao.txt", "sha256": hashlib.sha256(RAW.encode()).hexdigest()}
    (site / "corpus.json").write_text(json.dumps({"sources": [source]}), "utf-8")
    (site / "release.json").write_text(json.dumps({"release": release, "date": f"{release.replace('.', '-')}-01"}))
    project = folder / "project"
    (project / "source" / "doc").mkdir(parents=True, exist_ok=True)
    (project / "source" / "doc" / "generated.md").touch()
    (project / "requirements.lock").write_text("sphinx==9\n")
    return Order(site, folder / "public", release, [raw], project)


def three(folder: Path) -> list[Result]:
    """Publish three releases: in the second a document changes, in the third one more is added."""
    orders = [
        make(folder, "2026.9"),
        make(folder, "2026.10", words="第二条"),
        make(folder, "2026.11", {**PAGES, "doc/yunzhengfa/2026/2/": ("a1",)}, words="第二条"),
    ]
    return [publish(order) for order in orders]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
