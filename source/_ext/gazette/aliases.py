"""Aliases: what earlier releases called otherwise leads on.

They stand in ``source/aliases.toml``::

    [documents]
    "jizhengfa/2019/91" = "jizhengfa/2019/19"
    [anchors."jizhengfa/2019/19"]
    a13-dup2 = "a14"

An earlier anchor stays an address of the unit that it now is; an earlier page leads on, with the fragment.
"""

import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.errors import ExtensionError

__all__ = ["Aliases", "keep_anchors", "load", "moved_pages"]


@dataclass(frozen=True, slots=True)
class Aliases:
    """What earlier releases called otherwise."""

    documents: Mapping[str, str]
    """Earlier id → id."""
    anchors: Mapping[str, Mapping[str, str]]
    """Id → earlier anchor → anchor."""


def load(srcdir: Path) -> Aliases:
    """Read ``aliases.toml``; a file that is missing says nothing.

    Raises:
        ExtensionError: the file is no TOML, or says something else; the message names it.

    """
    path = (srcdir / "aliases.toml").resolve()
    return _load(path, path.stat().st_mtime_ns) if path.exists() else Aliases({}, {})


@lru_cache(maxsize=2)
def _load(path: Path, _changed: int) -> Aliases:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        if raw.keys() - {"documents", "anchors"}:
            raise ValueError(f"unknown tables {sorted(raw.keys() - {'documents', 'anchors'})}")
        return Aliases(raw.get("documents", {}), raw.get("anchors", {}))
    except ValueError as error:
        raise ExtensionError(f"{path.name}: {error}") from error


def keep_anchors(earlier: Mapping[str, str], doctree: nodes.document) -> None:
    """Let the units of a document keep the anchors that earlier releases gave them."""
    if earlier:
        hosts = {anchor: node for node in doctree.findall(nodes.Element) for anchor in map(str, node["ids"])}
        for old, new in sorted(earlier.items()):
            if new in hosts and old not in hosts:
                hosts[new]["ids"].append(old)


def moved_pages(srcdir: Path, pages: Container[str]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give a page for each earlier address of a document, which leads on: name, context, template.

    Raises:
        ExtensionError: one leads to what is not among the pages.

    """
    for old, new in sorted(load(srcdir).documents.items()):
        if f"doc/{new}" not in pages:
            raise ExtensionError(f"aliases.toml: {old!r} leads to {new!r}, which is no document")
        yield f"doc/{old}", {"title": "文件已移至新址", "target": f"doc/{new}"}, "law-moved.html"
