r"""The language in which the converters write pages, read line by line into the tree that MyST-Parser makes of it.

It is a small part of MyST::

    page        blocks, each after an empty line
    block       [attributes] heading, paragraph, list or table
    attributes  {#anchor .class} on a line of its own; either may be missing
    heading     #, ##, … and words; none skips a level
    paragraph   one line of words; its beginning may stand in [words]{.lead}
    list        attributes, then lines of "- words"
    table       lines of "| words | words |", the second "| --- | --- |"
    words       what Markdown would act upon behind a backslash, and {corr}`right<printed>`

Half of the time of reading a page would else go into tokens that nobody needs. The tree differs in two things: its
nodes do not keep the Markdown that they were made of, and it holds no word on headings that say the same, which Sphinx
takes out of what it reads.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from docutils import nodes

from .corrections import correction

__all__ = ["read"]

_TEXT = r"(?:[^\\`*_\[\]<>{}$|~&#^\x00-\x1f]++|\\[!-/:-@\[-`{-~])"
_CORR = r"\{corr\}`[^`<>\x00-\x1f]++<[^`<>\x00-\x1f]*+>`"
_WORDS = rf"(?:{_TEXT}|{_CORR})"
_START = r"(?!\s|[-+=:%(]|[0-9]++[.)])"
"""What Markdown would read as the beginning of something else, or leave out, is no beginning of words."""
_LINE = rf"{_START}{_WORDS}++(?<!\s)"
_LINE_RE = re.compile(_LINE)
_HEADING_RE = re.compile(f"(?P<marks>#{{1,6}}) (?P<words>{_LINE})")
_LIST_RE = re.compile(rf"- {_LINE}(?:\n- {_LINE})*+")
_PARAGRAPH_RE = re.compile(rf"{_START}(?:\[{_WORDS}++\]\{{\.lead\}})?{_WORDS}*+(?<!\s)")
_ATTRIBUTES_RE = re.compile(
    r"\{(?:#(?P<anchor>[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+))?(?:\b )?(?:\.(?P<style>[a-z-]++))?\}\n"
)
_PIECE_RE = re.compile(
    rf"(?P<text>{_TEXT}++)|\[(?P<lead>{_WORDS}++)\]\{{\.lead\}}"
    r"|\{corr\}`(?P<right>[^<]++)<(?P<printed>[^>]*+)>`"
)
_MARK_RE = re.compile(r"[\\[`]")
_ESCAPE_RE = re.compile(r"\\(.)")

_Node = TypeVar("_Node", bound=nodes.Node)
_Element = TypeVar("_Element", bound=nodes.Element)


class _ForeignError(ValueError):
    """Something is not of the language."""


class _Block(NamedTuple):
    """What the lines of a block say."""

    line: int
    """First line of its words, from 1."""
    anchor: str
    style: str
    mark: str
    """What its lines begin with: ``##``, ``-``, ``|``; empty for a paragraph."""
    rows: Sequence[Sequence[str]]
    """Its words in Markdown, by line and cell."""

    @property
    def depth(self) -> int:
        """Level of a heading; 0 for anything else."""
        return len(self.mark) if self.mark[:1] == "#" else 0


def read(text: str, document: nodes.document) -> bool:
    """Put what a page says into an empty document; False, and nothing is done, where it is not of the language."""
    try:
        blocks = list(_blocks(text))
    except _ForeignError:
        return False
    writer = _Writer(document)
    for block in blocks:
        writer.add(block)
    return True


# ---- what the lines say ----


def _blocks(text: str) -> Iterator[_Block]:
    number, depth, anchors = 1, 0, {""}
    for part in text.rstrip("\n").split("\n\n"):
        if words := part.lstrip("\n"):
            block = _block(number + len(part) - len(words), words)
            level = block.depth
            if level > depth + 1 or (block.anchor and block.anchor in anchors):
                raise _ForeignError  # of which MyST-Parser warns
            depth = level or depth
            anchors.add(block.anchor)
            yield block
        number += part.count("\n") + 2


def _block(number: int, text: str) -> _Block:
    if text[0] == "-":
        raise _ForeignError  # without attributes, two lists would be one
    if text[0] != "{":
        return _Block(number, "", "", *_rows(text))
    attributes = _ATTRIBUTES_RE.match(text)
    if attributes is None:
        raise _ForeignError
    anchor, style = attributes.group("anchor", "style")
    return _Block(number + 1, anchor or "", style or "", *_rows(text[attributes.end() :]))


def _rows(text: str) -> tuple[str, list[list[str]]]:
    """Give what the lines of a block begin with, and the words of each."""
    if heading := _HEADING_RE.fullmatch(text):
        return heading["marks"], [[heading["words"]]]
    if text[:1] == "|":
        return "|", _cells(text)
    if _LIST_RE.fullmatch(text):
        return "-", [[words] for words in text[2:].split("\n- ")]
    if text and _PARAGRAPH_RE.fullmatch(text):
        return "", [[text]]
    raise _ForeignError


def _cells(text: str) -> list[list[str]]:
    """Give the cells of a table by row, without the line that parts its head from its body."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n")]
    if "\\|" in text or any(row[0] or row[-1] or len(row) != len(rows[0]) for row in rows):
        raise _ForeignError
    head, *body = ([*row[1:-1]] for row in rows)
    if not head or body[:1] != [["---"] * len(head)]:
        raise _ForeignError
    del body[0]
    if any(words and not _LINE_RE.fullmatch(words) for row in (head, *body) for words in row):
        raise _ForeignError
    return [head, *body]


# ---- their nodes ----


class _Writer:
    """Makes the nodes of blocks. They say that they stand on the lines on which they stand for MyST-Parser."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document
        self._source = document["source"]
        self._open: list[nodes.Element] = [document]
        """The document, and the sections in which the next block stands, outermost first."""

    def add(self, block: _Block) -> None:
        """Add a block where it belongs."""
        if block.depth:
            self._section(block)
        elif block.mark == "-":
            self._list(block)
        elif block.mark == "|":
            self._table(block)
        else:
            self._words(self._put(nodes.paragraph(), block), block.rows[0][0])

    def _section(self, block: _Block) -> None:
        del self._open[block.depth :]
        self._open.append(section := self._put(nodes.section(), block))
        self._words(title := self._append(section, nodes.title()), block.rows[0][0])
        # Its words are a name of the section, too, which stands alone while it is noted: all that stand there are.
        anchors, section["names"] = section["names"], [nodes.fully_normalize_name(title.astext())]
        self._document.note_implicit_target(section)
        section["names"] = anchors + section["names"]

    def _list(self, block: _Block) -> None:
        items = self._put(nodes.bullet_list(bullet="-"), block)
        for line, (words,) in enumerate(block.rows, block.line):
            item = self._append(items, self._at(nodes.list_item(), line))
            self._words(self._append(item, nodes.paragraph()), words)

    def _table(self, block: _Block) -> None:
        (head, *body), width = block.rows, len(block.rows[0])
        table = self._put(nodes.table(classes=["colwidths-auto"]), block)
        group = self._append(table, nodes.tgroup(cols=width))
        for _ in head:
            self._append(group, nodes.colspec(colwidth=100 // width))
        for part, rows in ((nodes.thead(), [head]), (nodes.tbody(), body)):
            if rows:
                self._append(group, part)
            for cells in rows:
                row = self._append(part, nodes.row())
                for words in cells:
                    paragraph = self._append(self._append(row, nodes.entry()), nodes.paragraph())
                    if words:
                        self._words(paragraph, words)

    def _put(self, node: _Element, block: _Block) -> _Element:
        """Put the node of a block where it belongs, with its anchor and class."""
        self._at(node, block.line)
        if block.style:
            node["classes"].append(block.style)
        if block.anchor:
            node["names"].append(block.anchor)
            if block.anchor not in self._document.ids:
                node["ids"].append(block.anchor)  # as docutils makes it of the name, at some cost
            self._document.note_explicit_target(node, node)
        return self._append(self._open[-1], node)

    def _append(self, parent: nodes.Element, child: _Node) -> _Node:
        """Put a node into another as its `append` does, but for five looks up the tree for the document."""
        parent.children.append(child)
        child.parent, child.document = parent, self._document
        if child.line is None:
            child.source, child.line = self._source, self._document.current_line
        return child

    def _at(self, node: _Node, line: int) -> _Node:
        """Say where a node stands; what is put into it and says nothing stands there, too."""
        node.source, node.line = self._source, line
        self._document.current_line = line
        return node

    def _words(self, parent: nodes.Element, words: str) -> None:
        if not _MARK_RE.search(words):  # as in most
            self._append(parent, nodes.Text(words))
            return
        for piece in _PIECE_RE.finditer(words):
            if piece["text"]:
                self._append(parent, nodes.Text(_ESCAPE_RE.sub(r"\1", piece["text"])))
            elif piece["lead"]:
                self._words(self._append(parent, nodes.inline(classes=["lead"])), piece["lead"])
            else:
                self._append(parent, correction(piece["right"], piece["printed"]))
