"""The MyST files that the converters write, as blocks of plain text: what names are looked for in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FRONT_RE = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES_RE = re.compile(r"\{[^{}\n]*\}")
_HEADING_RE = re.compile(r"#{1,6} ")
_ESCAPE_RE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPAN_RE = re.compile(r"\]\{[^{}\n]*\}")
_RULE_RE = re.compile(r"[|: -]+")


class Block(NamedTuple):
    """A paragraph, a heading or a cell."""

    text: str
    cell: bool
    """Whether it stands in a table."""
    names: bool
    """Whether that table is a list of names."""
    where: str
    """File and line, as an editor finds them."""


def read_document(source: Path, name: str) -> list[Block]:
    """Read a document, by its path below the source folder."""
    return list(_blocks((source / name).read_text("utf-8"), name))


def _blocks(text: str, name: str) -> Iterator[Block]:
    front = _FRONT_RE.match(text)
    body = text[front.end() :] if front else text
    first = text.count("\n", 0, len(text) - len(body)) + 1
    names = False
    for number, line in enumerate(body.split("\n"), first):
        if line.startswith("{") and _ATTRIBUTES_RE.fullmatch(line):
            names = ".names" in line
        elif line.startswith("|"):
            yield from _cells(line, names, f"{name}:{number}")
        elif line:
            words = _HEADING_RE.sub("", line, count=1) if line[0] == "#" else line
            yield Block(_plain(words), cell=False, names=False, where=f"{name}:{number}")


def _cells(line: str, names: bool, where: str) -> Iterator[Block]:
    if not _RULE_RE.fullmatch(line):
        for cell in re.split(r"(?<!\\)\|", line.strip("|")):
            if cell.strip(" "):
                yield Block(_plain(cell.strip(" ")), cell=True, names=names, where=where)


def _plain(line: str) -> str:
    """Take what is markup in these files out of a line: brackets of spans, escapes."""
    spanless = _SPAN_RE.sub("", line) if "]{" in line else line
    return _ESCAPE_RE.sub(r"\1", spanless) if "\\" in spanless else spanless
