r"""MyST files read again before they are let out: they must give back the words and anchors of the blocks.

A file of nothing but headings, paragraphs, lists and tables of plain or escaped characters is read by the patterns
below; MyST-Parser, which takes fifteen times as long, reads every other one. What they accept is so narrow that
CommonMark leaves no choice: a block on lines of its own between blank lines, no mark without its backslash, none of
those at the beginning of a line that begin a block. Tests hold the two readings of random words and of every character
together.
"""

import re
from functools import cache
from typing import Any

from converters.anchors import ANCHOR_RE
from converters.model import Document

EXTENSIONS = ("attrs_block", "attrs_inline")
"""MyST extensions that the files use; conf.py enables at least these."""


class WriterError(AssertionError):
    """The Markdown of a document does not give back its words: a fault of the writer, never of the text."""


def check(text: str, document: Document) -> None:
    """Read the MyST file of a document again.

    Raises WriterError when its words or anchors are not those of the blocks.
    """
    words, anchors = read_plain(text) or read_back(text)
    wanted = "".join("".join(c.s for c in block.cells) if block.cells else block.text for block in document.blocks)
    if _tight(words) != _tight(wanted):
        raise WriterError(f"{document.source}: {document.id}: the Markdown does not give back the words of the text")
    if anchors != [block.anchor for block in document.blocks if block.anchor]:
        raise WriterError(f"{document.source}: {document.id}: the Markdown does not give back the anchors of the text")


def _tight(words: str) -> str:
    return "".join(words.split())


# ---- plain files ----

_CHARACTER = r"[^\\`*_\[\]<>{}$|~&#^\x00-\x1f\x7f-\x9f\u2028\u2029]"
"""What is itself wherever it stands behind the beginning of a line."""
_WORDS = rf"{_CHARACTER}*(?:\\[!-/:-@\[-`{{-~]{_CHARACTER}*)*"
_LINE = rf"(?=.)(?![-+=:%( ]|[0-9]{{1,9}}[.)]){_WORDS}"
_CLASS = r"\.[a-z]+(?:-[a-z]+)*"
_ATTRIBUTES = rf"(?:\{{(?:#(?P<anchor>{ANCHOR_RE.pattern})(?: {_CLASS})?|{_CLASS})\}}\n)?"

_FRONT_MATTER_RE = re.compile(r"---\n(?:[a-z_]+: [^\n]+\n)+---\n")
_BLOCK_RE = re.compile(
    rf"{_ATTRIBUTES}(?:\[(?P<lead>{_WORDS})\]\{{\.lead\}}(?P<rest>{_WORDS})|(?:\#{{1,6}} )?(?P<words>{_LINE}))"
)
_LIST_RE = re.compile(rf"{_ATTRIBUTES}(?P<words>- {_LINE}(?:\n- {_LINE})*)")
_ROW = rf"\|(?: {_CHARACTER}* \|)+"
_TABLE_RE = re.compile(rf"{_ATTRIBUTES}(?P<words>{_ROW}\n\|(?: --- \|)+(?:\n{_ROW})*)")
_ESCAPED_RE = re.compile(r"\\(.)")


def read_plain(text: str) -> tuple[str, list[str]] | None:
    """All words of a MyST file, front matter apart, and its anchors in order; None when it is not plain."""
    head = _FRONT_MATTER_RE.match(text)
    words: list[str] = []
    anchors: list[str] = []
    for block in text[head.end() if head else 0 :].strip("\n").split("\n\n"):
        match = _BLOCK_RE.fullmatch(block)
        if match:
            words.append(match["words"] or f"{match['lead']}{match['rest']}")
        elif match := _LIST_RE.fullmatch(block):
            words.append(match["words"].removeprefix("- ").replace("\n- ", ""))
        elif (match := _TABLE_RE.fullmatch(block)) and (cells := _cells(match["words"].split("\n"))) is not None:
            words.append(cells)
        else:
            return None
        if match["anchor"]:
            anchors.append(match["anchor"])
    return _ESCAPED_RE.sub(r"\1", "".join(words)), anchors


def _cells(rows: list[str]) -> str | None:
    """The words of a table; None when a row has more or fewer cells than its head."""
    if len({row.count("|") for row in rows}) > 1:
        return None
    return "".join(rows[:1] + rows[2:]).replace("|", "")


# ---- all others ----

_ALLOWED = frozenset((
    "front_matter", "inline", "paragraph_open", "paragraph_close", "heading_open", "heading_close", "bullet_list_open",
    "bullet_list_close", "list_item_open", "list_item_close", "table_open", "table_close", "thead_open", "thead_close",
    "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
))  # fmt: skip


def read_back(text: str) -> tuple[str, list[str]]:
    """All words of a MyST file, front matter apart, and its anchors in order, as MyST-Parser reads them.

    Raises WriterError for anything but plain text, headings, lists, tables and attributes.
    """
    words, anchors = [], []
    for token in _parser().parse(text):
        if token.type not in _ALLOWED:
            raise WriterError(f"the Markdown holds {token.type}: {token.content!r}")
        if "id" in token.attrs:
            anchors.append(str(token.attrs["id"]))
        for child in token.children or ():
            if child.type == "myst_role" and child.meta.get("name") == "corr":
                words.append(child.content.partition("<")[2].removesuffix(">"))
                continue
            if child.type not in ("text", "text_special", "span_open", "span_close"):
                raise WriterError(f"the Markdown holds {child.type}: {token.content!r}")
            words.append(child.content)
    return "".join(words), anchors


@cache
def _parser() -> Any:
    """MyST-Parser, without Sphinx; most runs have no need of it, and importing it is half of their start."""
    from myst_parser.config.main import MdParserConfig
    from myst_parser.mdit_to_docutils.base import DocutilsRenderer
    from myst_parser.parsers.mdit import create_md_parser

    return create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), DocutilsRenderer)
