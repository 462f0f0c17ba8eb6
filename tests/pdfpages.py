"""Finished PDFs read back: characters with place, size and face; names, bookmarks, links, metadata."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

MM = 72 / 25.4
WHITE = " \u3000\u00a0\r\n\t\u200b\u2060"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; lengths in points from the left and the top of the sheet."""

    page: int
    """From 1."""
    char: str
    x: float
    y: float
    """Of the baseline."""
    right: float
    size: float
    font: str


def glyphs(path: Path) -> list[Glyph]:
    """Give the characters of a PDF in the order of its content, white space left out."""
    with pypdfium2.PdfDocument(path) as document:
        return [glyph for number in range(len(document)) for glyph in _page(document[number], number + 1)]


def _page(page: pypdfium2.PdfPage, number: int) -> Iterator[Glyph]:
    height = page.get_height()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    name = ctypes.create_string_buffer(100)
    for at in range(pdfium.FPDFText_CountChars(text.raw)):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if char in WHITE:
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text.raw, at, box)
        pdfium.FPDFText_GetFontInfo(text.raw, at, name, 100, None)
        size = pdfium.FPDFText_GetFontSize(text.raw, at)
        font = name.value.decode().partition("+")[2]
        yield Glyph(number, char, x.value, height - y.value, box.right, size, font)
    text.close()


def lines(found: list[Glyph]) -> list[list[Glyph]]:
    """Group characters that stand on one baseline of one page."""
    rows: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in found:
        rows.setdefault((glyph.page, round(glyph.y)), []).append(glyph)
    return [sorted(row, key=lambda glyph: glyph.x) for _, row in sorted(rows.items())]


def destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Give the named destinations."""
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {str(name): target for name, target in names.items()}


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Give the bookmarks with their depth."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, str(item.title)
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        return list(walk(outline.root, 0))


def links(pdf: pikepdf.Pdf) -> list[str]:
    """Give what the links of all pages lead to: a name, or an address."""
    notes = (note for page in pdf.pages for note in page.get("/Annots", ()))
    return [_target(note) for note in notes if note.Subtype == "/Link"]


def _target(note: Any) -> str:
    action = note.get("/A")
    if action is not None and action.S == "/URI":
        return str(action.URI)
    target = note.get("/Dest", action.get("/D") if action is not None else None)
    return str(target) if isinstance(target, (pikepdf.String, pikepdf.Name)) else "(a place)"


def roles(pdf: pikepdf.Pdf) -> list[str]:
    """Give the roles of the tags, in reading order."""

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield str(node.S)
            yield from walk(node.get("/K", pikepdf.Array()))

    return list(walk(pdf.Root.StructTreeRoot.K))
