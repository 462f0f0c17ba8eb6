"""The document tree as Typst source: one small method for each kind of block.

A block becomes one call of the template library (``source/_typst``) on a line of its own, so that the source reads
like the document. What Chinese setting joins — an article's number and its first 款, a run-in heading and its
paragraph, names and date of a signature — is joined here, by looking at what follows.
"""
# ruff: noqa: ARG002 -- docutils hands a node to every visitor, whether it looks at it or not

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar, cast

from docutils import nodes
from sphinx.builders import Builder

from ..corpus import Document
from . import tables as typst_tables
from .books import label
from .inline import Anchors, InlineTranslator, docno
from .text import ANNEX_RE, DIVISION_RE, UNIT_RE, markup, numbered, running, string, title_lines, value

SIGNED = frozenset({"signature", "date"})
CLOSING = SIGNED | {"annex-list", "printed"}
"""Classes of the paragraphs below a text, which stand on one page with its last block."""
HEAD = frozenset({"docno", "filing", "subtitle", "speaker"})
"""Classes of the paragraphs that stand with the title; an empty line follows the last of them."""
OPENING = frozenset({"part", "chapter", "section"})
"""Classes of the sections that bring their own air."""
RANKS = MappingProxyType({"title": 1, "enclosed": 2, "annex": 2, "part": 3, "chapter": 4, "section": 5, "article": 6})
"""Rank of the headings, the highest first; 一、（一）1.（1）have those from 3 on."""
CENTRED_WIDTH = 26
"""Characters of a centred line of body size."""

SectionWriter = Callable[["TypstTranslator", str, nodes.section, nodes.title], None]
ParagraphWriter = Callable[["TypstTranslator", str, nodes.paragraph], None]


class TypstTranslator(InlineTranslator):
    """Writes one document; ``source`` gives the result."""

    def __init__(self, document: nodes.document, builder: Builder, record: Document, linked: Anchors) -> None:
        super().__init__(document, builder, record, linked)
        self.joined: set[int] = set()
        self.open: list[int] = []
        self.closing = False

    def call(self, name: str, *args: str, body: str | None = None) -> None:
        """Write a call on a line of its own."""
        given = f"({', '.join(args)})" if args or body is None else ""
        self.body.append(f"#{name}{given}" + ("" if body is None else f"[{body.strip(' ')}]") + "\n")

    def place(self, name: str, node: nodes.Element, *args: str, body: str) -> None:
        """Write a call for a paragraph, with its anchors."""
        self.call(name, "at", *map(string, node["ids"]), *args, body=body)

    def head(self, name: str, rank: int, *args: str, body: str | None = None) -> None:
        """Write a call for a heading, with its depth: how many headings are open, so that no level is ever skipped."""
        self.open = [each for each in self.open if each < rank] + [rank]
        self.call(name, "at", str(len(self.open)), *args, body=body)

    def close(self, last: nodes.Node | None) -> None:
        """Begin the end of a text above what holds its last paragraph, where one of `CLOSING` is next."""
        if last is not None and closes(last) and not self.closing:
            self.closing = True
            self.body.append("#closing[\n")

    def closed(self, last: nodes.Node) -> None:
        """End it below the last of these."""
        if self.closing and not closes(last):
            self.closing = False
            self.body.append("]\n")

    def join(self, node: nodes.Node) -> None:
        """Remember that a node is written with another one."""
        self.joined.add(id(node))

    # -- sections and headings -------------------------------------------------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        """Nothing is printed for the document itself."""

    depart_document = visit_document

    def visit_section(self, node: nodes.section) -> None:
        """Write the heading as the section's class wants it; its title node is spent with it."""
        title = node.next_node()
        if isinstance(title, nodes.title):
            self.join(title)
            kind = kind_of(node, self.SECTIONS, "heading")
            self.SECTIONS[kind](self, kind, node, title)

    def depart_section(self, node: nodes.section) -> None:
        """Nothing closes a section on paper."""

    def visit_title(self, node: nodes.title) -> None:
        """Skip what its section has written; the title of anything else is a line of its own."""
        if id(node) not in self.joined:
            self.call("para", "at", body=f"#run-in[{self.inner(node.children)}]")
        raise nodes.SkipNode

    def headline(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write a title that is broken into lines, misprints noted behind it: of a document, enclosed text or annex."""
        words, number = title.astext(), []
        if kind == "annex" and (found := ANNEX_RE.match(words)):
            words, number = words[found.end() :], [string(found[1])]
        lines = [string(line) for line in title_lines(words)] if words else []
        misprints = [node["printed"] for node in title.findall(nodes.inline) if "printed" in node]
        marks = "".join(f"#corrected({string(words)})[];" for words in misprints) + self.footnotes(title)
        notes = [f"notes: [{marks}]"] if marks else []
        if kind == "title":
            document = self.record
            notes = [f"label: {string(label(document))}", f"mark: {value(document.mark)}", *notes]
        self.head(kind, RANKS[kind], self.anchor(node), *number, *lines, *notes)
        if lines:
            self.air(title)

    def division(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 编, 章 or 节."""
        words = title.astext()
        found = DIVISION_RE.match(words)
        number, rest = (found[1], words[found.end() :]) if found else (words, "")
        self.head("division", RANKS[kind], self.anchor(node), string(number), string(rest), *self.shown(title, number))

    def article(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 第…条 and its first 款 in one paragraph."""
        first = self.follower(node)
        body = "" if first is None else self.text(first)
        self.close(first)
        self.head(kind, RANKS[kind], self.anchor(node), string(title.astext()), body=body)

    def heading(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 一、（一）1.（1）, alone or before the paragraph that it leads."""
        words = title.astext()
        split = numbered(words, "".join(node["ids"][:1]))
        number, level, rest = (split.number, split.level, split.rest) if split else ("", depth(node), words)
        first = self.follower(node) if kind == "run-in" else None
        body = None if first is None else self.text(first)
        args = (str(level), self.anchor(node), string(number), string(rest), *self.shown(title, number))
        self.close(node[1] if len(node) > 1 else None)
        self.head("level", RANKS["annex"] + level, *args, body=body)

    def shown(self, title: nodes.title, number: str) -> list[str]:
        """Give the heading's words as content where they hold more than text."""
        plain = all(isinstance(child, nodes.Text) for child in title.children) and id(title) not in self.notes
        return [] if plain and not UNIT_RE.search(title.astext()) else [f"shown: [{self.words(title, number)}]"]

    def follower(self, node: nodes.section) -> nodes.paragraph | None:
        """Take the plain paragraph or 款 that stands right below a heading, to be set in its line."""
        first = node[1] if len(node) > 1 else None
        if not isinstance(first, nodes.paragraph) or set(first["classes"]) - {"paragraph"}:
            return None
        self.join(first)
        return first

    def air(self, node: nodes.Element) -> None:
        """Leave a line empty after the title and what belongs to it."""
        follower = sibling(node)
        if isinstance(follower, nodes.Element) and not (HEAD | OPENING).intersection(follower["classes"]):
            self.body.append("#blank\n")

    SECTIONS: ClassVar[Mapping[str, SectionWriter]] = MappingProxyType(
        {
            **dict.fromkeys(("title", "enclosed", "annex"), headline),
            **dict.fromkeys(("part", "chapter", "section"), division),
            "article": article,
            **dict.fromkeys(("run-in", "heading"), heading),
        }
    )
    """Class of a section → the method that writes its heading."""

    # -- paragraphs ------------------------------------------------------------------------------------------------

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph as its class wants it."""
        if id(node) not in self.joined:
            kind = kind_of(node, self.PARAGRAPHS, "paragraph")
            self.PARAGRAPHS[kind](self, kind, node)
        raise nodes.SkipNode

    def paragraph(self, kind: str, node: nodes.paragraph) -> None:
        """Write a plain paragraph or 款."""
        self.close(node)
        self.place("para", node, body=self.words(node))

    def item(self, kind: str, node: nodes.paragraph) -> None:
        """Write 项, 目 or a numbered paragraph."""
        split = numbered(node.astext(), "".join(node["ids"][:1]))
        if split is None:
            self.paragraph(kind, node)
            return
        self.close(node)
        self.place("item", node, string(split.number), body=self.words(node, split.number))

    def docno(self, kind: str, node: nodes.paragraph) -> None:
        """Write the 文号 under the title, the one of the document itself."""
        own = self.record.docno
        words = markup(node.astext())
        self.place("docno-line", node, body=docno(own, words, own=True) if own else words)
        self.air(node)

    def filing(self, kind: str, node: nodes.paragraph) -> None:
        """Write the 备案号, above the title or below the 文号."""
        self.place("filing", node, body=self.words(node))
        if isinstance(node.parent, nodes.section):
            self.air(node)

    def flush(self, kind: str, node: nodes.paragraph) -> None:
        """Write 主送机关 or 各位代表：."""
        self.place("addressee", node, body=self.words(node))

    def centred(self, kind: str, node: nodes.paragraph) -> None:
        """Write a report's occasion or speaker in centred lines."""
        lines = title_lines(node.astext().replace(" ", "　"), CENTRED_WIDTH)
        self.place("centred", node, body="\\ ".join(map(running, lines)) + self.footnotes(node))
        self.air(node)

    def apart(self, kind: str, node: nodes.paragraph) -> None:
        """Write （…印发） or 注：…, with a line of air before it; notes that follow each other stand together."""
        above = node.previous_sibling()
        goes_on = kind == "note" and isinstance(above, nodes.paragraph) and kind in above["classes"]
        self.place("para" if goes_on else "apart", node, body=self.words(node))
        self.closed(node)

    def signature(self, kind: str, node: nodes.paragraph) -> None:
        """Write names and date of a signature together; a title and a name stand a character apart."""
        run = list(self.run(node, SIGNED))
        names = [f"[{self.signed(each)}]" for each in run if "signature" in each["classes"]]
        dates = [f"date: [{self.text(each)}]" for each in run if "date" in each["classes"]]
        self.call("signature", *names, *dates[:1])
        self.closed(run[-1])

    def signed(self, node: nodes.paragraph) -> str:
        """Render a name and what stands before it."""
        copy = node.deepcopy()
        for text in list(copy.findall(nodes.Text)):
            text.parent.replace(text, nodes.Text(text.replace(" ", "　")))
        return self.dest(node["ids"]) + self.words(copy) + self.footnotes(node)

    def annex_list(self, kind: str, node: nodes.paragraph) -> None:
        """Write the list of annexes under the text."""
        rows = []
        run = list(self.run(node, {"annex-list"}))
        for place, each in enumerate(run, 1):
            words = each.astext()
            label = found[0] if (found := ANNEX_RE.match(words)) else ""
            split = numbered(words.removeprefix(label), place)
            number = split.number if split else ""
            rows.append(f"({string(number)}, [{self.dest(each['ids'])}{self.words(each, label + number)}])")
        self.call("annex-list", *rows)
        self.closed(run[-1])

    def run(self, node: nodes.paragraph, kinds: Iterable[str]) -> Iterator[nodes.paragraph]:
        """Take the paragraphs of these classes from ``node`` on, as long as they follow each other."""
        wanted, each = frozenset(kinds), cast("nodes.Node | None", node)
        while isinstance(each, nodes.paragraph) and wanted.intersection(each["classes"]):
            self.join(each)
            yield each
            each = sibling(each)

    PARAGRAPHS: ClassVar[Mapping[str, ParagraphWriter]] = MappingProxyType(
        {
            "paragraph": paragraph,
            **dict.fromkeys(("item", "subitem"), item),
            "docno": docno,
            "filing": filing,
            **dict.fromkeys(("addressee", "salutation"), flush),
            **dict.fromkeys(("subtitle", "speaker"), centred),
            **dict.fromkeys(("printed", "note"), apart),
            **dict.fromkeys(("signature", "date"), signature),
            "annex-list": annex_list,
        }
    )
    """Class of a paragraph → the method that writes it."""

    # -- lists and tables ------------------------------------------------------------------------------------------

    def visit_table(self, node: nodes.table) -> None:
        """Write a ruled table, or a list of names without rules."""
        table = typst_tables.read(node)
        if not table.widths:
            raise nodes.SkipNode
        names = "names" in node["classes"] or table.is_arrangement
        layout = typst_tables.name_columns(table) if names else typst_tables.sheet_columns(table)
        if node["ids"]:
            self.place("para", node, body="")
        heads = "".join(f"[{self.cell(entry)}], " for entry in table.heads)
        rows = "".join(f"  {', '.join(self.cells(row, names))},\n" for row in table.rows)
        self.body.append(f"#{'names' if names else 'sheet'}({layout}, ({heads}),\n{rows})\n")
        raise nodes.SkipNode

    def cells(self, row: Iterable[nodes.entry], names: bool) -> Iterator[str]:
        """Render the cells of a row; two characters of a name are set as wide as three."""
        for entry in row:
            short = names and typst_tables.is_short(entry)
            yield f"[#spread({string(entry.astext())})]" if short else f"[{self.cell(entry)}]"

    def cell(self, entry: nodes.Element) -> str:
        """Render a cell or item; its paragraphs become lines."""
        lines = [self.text(child) if isinstance(child, nodes.paragraph) else self.inner([child]) for child in entry]
        return "#linebreak();".join(line.strip(" \n") for line in lines)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list of companies and the like row by row with the printed numbers, any other list with its marks."""
        if "rows" in node["classes"]:
            self.call("listing", *self.numbered_items(node))
        else:
            self.call("list", *self.items(node))
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list."""
        self.call("enum", f"start: {node.get('start', 1)}", *self.items(node))
        raise nodes.SkipNode

    def items(self, node: nodes.Element) -> list[str]:
        """Render the items of a list."""
        return [f"[{self.dest(item['ids'])}{self.cell(item)}]" for item in node.findall(nodes.list_item)]

    def numbered_items(self, node: nodes.Element) -> Iterator[str]:
        """Render the items of a list, each with the number that is printed before it."""
        for place, item in enumerate(node.findall(nodes.list_item), 1):
            split = numbered(item.astext(), place)
            number = split.number if split else ""
            words = item.next_node(nodes.paragraph) or item
            yield f"({string(number)}, [{self.dest(item['ids'])}{self.words(words, number)}])"


def kind_of(node: nodes.Element, known: Mapping[str, object], otherwise: str) -> str:
    """Give the first class of a node that has a method of its own."""
    return next((name for name in node["classes"] if name in known), otherwise)


def closes(node: nodes.Node) -> bool:
    """Tell whether a signature, the list of annexes or （…印发） stands right below."""
    follower = sibling(node)
    return isinstance(follower, nodes.paragraph) and not CLOSING.isdisjoint(follower["classes"])


def sibling(node: nodes.Node) -> nodes.Node | None:
    """Give what stands right after a node, in the same parent."""
    return node.next_node(siblings=True, descend=False)


def depth(node: nodes.section) -> int:
    """Give the level, 1 to 4, of a heading without a number, from its place in the tree."""
    above, parent = 0, node.parent
    while isinstance(parent, nodes.section):
        above, parent = above + 1, parent.parent
    return min(max(above, 1), 4)
