"""The document tree as Typst source: one small method for each kind of node.

A block becomes one call of the template library (``source/_typst``) on a line of its own, so that the source reads
like the document. What Chinese setting joins — an article's number and its first 款, a run-in heading and its
paragraph, names and date of a signature — is joined here, by looking at what follows.
"""
# ruff: noqa: ARG002 -- docutils hands a node to every visitor, whether it looks at it or not

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from . import typst_tables
from .typst_text import ANNEX_RE, DIVISION_RE, markup, numbered, string, title_lines

if TYPE_CHECKING:
    from .typst_builder import TypstBuilder

logger = logging.getLogger(__name__)

HEADLINES = {"title": "title", "enclosed": "enclosed", "annex": "annex"}
"""Classes of sections whose heading is broken into title lines."""
DIVISIONS = ("part", "chapter", "section")
FLUSH = frozenset({"addressee", "salutation"})
CENTRED = frozenset({"subtitle", "speaker"})
APART = frozenset({"printed", "note"})
SIGNED = frozenset({"signature", "date"})
"""Classes of paragraphs that are set alike."""


class TypstTranslator(SphinxTranslator):
    """Writes one document; ``source`` gives the result."""

    builder: "TypstBuilder"

    def __init__(self, document: nodes.document, builder: "TypstBuilder") -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.joined: set[int] = set()
        self.anchors = frozenset(anchor for node in document.findall(nodes.Element) for anchor in node["ids"])
        self.mentions = builder.mentions(builder.current_docname)

    @property
    def source(self) -> str:
        """The Typst markup written so far."""
        return "".join(self.body)

    # -- helpers ---------------------------------------------------------------------------------------------------

    def inner(self, children: Iterable[nodes.Node]) -> str:
        """Render nodes apart from what is written so far."""
        outer, self.body = self.body, []
        for child in children:
            child.walkabout(self)
        inner, self.body = self.source, outer
        return inner

    def call(self, name: str, *args: str, body: str | None = None) -> None:
        """Write a call on a line of its own."""
        given = f"({', '.join(args)})" if args or body is None else ""
        self.body.append(f"#{name}{given}" + ("" if body is None else f"[{body.strip(' ')}]") + "\n")

    def dest(self, ids: Sequence[str]) -> str:
        """Write invisible anchors."""
        return f"#dest({strings(ids)});" if ids else ""

    def text(self, node: nodes.Element) -> str:
        """Render the words of a paragraph with its anchors before them."""
        return self.dest(node["ids"]) + self.inner(node.children)

    def after_number(self, node: nodes.Element, number: str) -> str:
        """Render the words of a paragraph or heading without the number that they begin with."""
        node = node.deepcopy()
        first = next(node.findall(nodes.Text), None)
        if first is not None and first.parent is not None:
            first.parent.replace(first, nodes.Text(first.removeprefix(number).lstrip(" 　")))
        return self.inner(node.children)

    def join(self, node: nodes.Node) -> None:
        """Remember that a node is written with another one."""
        self.joined.add(id(node))

    # -- sections and headings -------------------------------------------------------------------------------------

    def visit_document(self, node: nodes.document) -> None:
        """Nothing is printed for the document itself."""

    depart_document = visit_document

    def visit_section(self, node: nodes.section) -> None:
        """Write the heading as the section's class wants it; its title node is spent with it."""
        if not isinstance(node.next_node(), nodes.title):
            return
        title = cast("nodes.title", node[0])
        self.join(title)
        kind = next((name for name in node["classes"] if name in self.HEADINGS), "heading")
        self.HEADINGS[kind](self, kind, node, title)

    def depart_section(self, node: nodes.section) -> None:
        """Nothing closes a section on paper."""

    def visit_title(self, node: nodes.title) -> None:
        """Skip what its section has written."""
        if id(node) in self.joined:
            raise nodes.SkipNode
        self.call("strong", body=self.inner(node.children))
        raise nodes.SkipNode

    def headline(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write a title that is broken into lines: the document's, an enclosed text's, an annex's."""
        words, label = title.astext(), []
        if kind == "annex" and (found := ANNEX_RE.match(words)):
            words, label = words[found.end() :], [string(found[1])]
        lines = [string(line) for line in title_lines(words)] if words else []
        anchor = node["ids"][0] if node["ids"] else kind
        if kind == "title":
            docno = self.builder.record(self.builder.current_docname).docno
            named = [f"docno: {string(docno)}"] if docno else []
            self.call("title", *lines, f"anchor: {string(anchor)}", *named)
        else:
            self.call(kind, string(anchor), *label, *lines)

    def division(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 编, 章 or 节."""
        words = title.astext()
        found = DIVISION_RE.match(words)
        number, rest = (found[1], words[found.end() :]) if found else (words, "")
        self.call(kind, string(node["ids"][0]), string(number), string(rest), *self.shown(title, number))

    def article(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 第…条 and its first 款 in one paragraph."""
        first = self.follower(node)
        body = "" if first is None else self.text(first)
        self.call(kind, string(node["ids"][0]), string(title.astext()), body=body)

    def heading(self, kind: str, node: nodes.section, title: nodes.title) -> None:
        """Write 一、（一）1.（1）, alone or before the paragraph that it leads."""
        words = title.astext()
        split = numbered(words)
        number, level, rest = (split.number, split.level, split.rest) if split else ("", depth(node), words)
        first = self.follower(node) if kind == "run-in" else None
        body = None if first is None else self.text(first)
        args = (str(level), string(node["ids"][0]), string(number), string(rest), *self.shown(title, number))
        self.call("level", *args, body=body)

    def shown(self, title: nodes.title, number: str) -> list[str]:
        """Give the heading's words as content where they hold more than text."""
        if all(isinstance(child, nodes.Text) for child in title.children):
            return []
        return [f"shown: [{self.after_number(title, number)}]"]

    def follower(self, node: nodes.section) -> nodes.paragraph | None:
        """Take the plain paragraph or 款 that stands right below a heading, to be set in its line."""
        first = node[1] if len(node) > 1 else None
        if not isinstance(first, nodes.paragraph) or set(first["classes"]) - {"paragraph"}:
            return None
        self.join(first)
        return first

    HEADINGS: "dict[str, Callable[[TypstTranslator, str, nodes.section, nodes.title], None]]" = {
        **dict.fromkeys(HEADLINES, headline),
        **dict.fromkeys(DIVISIONS, division),
        "article": article,
        "run-in": heading,
        "heading": heading,
    }
    """Class of a section → the method that writes its heading."""

    # -- paragraphs ------------------------------------------------------------------------------------------------

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write a paragraph as its class wants it."""
        if id(node) not in self.joined:
            kind = next((name for name in node["classes"] if name in self.PARAGRAPHS), "paragraph")
            self.PARAGRAPHS[kind](self, kind, node)
        raise nodes.SkipNode

    def paragraph(self, _kind: str, node: nodes.paragraph) -> None:
        """Write a plain paragraph or 款; the last one before a signature keeps with it."""
        follower = node.next_node(siblings=True, descend=False)
        signed = isinstance(follower, nodes.paragraph) and bool(SIGNED.intersection(follower["classes"]))
        self.call("closing" if signed else "para", *map(string, node["ids"]), body=self.inner(node.children))

    def item(self, kind: str, node: nodes.paragraph) -> None:
        """Write 项, 目 or a numbered paragraph."""
        split = numbered(node.astext())
        if split is None:
            self.paragraph(kind, node)
            return
        body = self.after_number(node, split.number)
        self.call("item", *map(string, node["ids"]), string(split.number), body=body)

    def docno(self, kind: str, node: nodes.paragraph) -> None:
        """Write the 文号 under the title, the one of the document itself."""
        own = self.builder.record(self.builder.current_docname).docno
        words = markup(node.astext())
        body = self.builder.docno(own, words, own=True) if own else words
        self.call("docno-line", string(node["ids"][0] if node["ids"] else kind), body=body)

    def single(self, kind: str, node: nodes.paragraph) -> None:
        """Write a paragraph with a function of its own."""
        name = "addressee" if kind in FLUSH else "centred" if kind in CENTRED else "apart" if kind in APART else kind
        self.call(name, *map(string, node["ids"]), body=self.inner(node.children))

    def signature(self, _kind: str, node: nodes.paragraph) -> None:
        """Write names and date of a signature together."""
        run = list(self.run(node, SIGNED))
        names = [f"[{self.text(each)}]" for each in run if "signature" in each["classes"]]
        dates = [f"date: [{self.text(each)}]" for each in run if "date" in each["classes"]]
        self.call("signature", *names, *dates[:1])

    def annex_list(self, _kind: str, node: nodes.paragraph) -> None:
        """Write the list of annexes under the text."""
        rows = []
        for each in self.run(node, {"annex-list"}):
            words = each.astext()
            label = found[0] if (found := ANNEX_RE.match(words)) else ""
            split = numbered(words.removeprefix(label))
            number = split.number if split else ""
            rows.append(f"({string(number)}, [{self.dest(each['ids'])}{self.after_number(each, label + number)}])")
        self.call("annex-list", *rows)

    def run(self, node: nodes.paragraph, kinds: Iterable[str]) -> Iterator[nodes.paragraph]:
        """Take the paragraphs of these classes from ``node`` on, as long as they follow each other."""
        kinds, each = frozenset(kinds), cast("nodes.Node | None", node)
        while isinstance(each, nodes.paragraph) and kinds.intersection(each["classes"]):
            self.join(each)
            yield each
            each = each.next_node(siblings=True, descend=False)

    PARAGRAPHS: "dict[str, Callable[[TypstTranslator, str, nodes.paragraph], None]]" = {
        "paragraph": paragraph,
        "item": item,
        "subitem": item,
        "docno": docno,
        **dict.fromkeys(("filing", *sorted(FLUSH | CENTRED | APART)), single),
        **dict.fromkeys(sorted(SIGNED), signature),
        "annex-list": annex_list,
    }
    """Class of a paragraph → the method that writes it."""

    # -- lists and tables ------------------------------------------------------------------------------------------

    def visit_table(self, node: nodes.table) -> None:
        """Write a ruled table, or a list of names without rules."""
        table = typst_tables.read(node)
        names = "names" in node["classes"]
        columns = typst_tables.name_columns(table) if names else typst_tables.sheet_columns(table)
        heads = [f"[{self.cell(entry)}]" for entry in table.heads]
        cells = [[f"[{self.cell(entry)}]" for entry in row] for row in table.rows]
        if anchors := self.dest(node["ids"]):
            self.call("para", body=anchors)
        rows = "".join(f"  {', '.join(row)},\n" for row in cells)
        name = "names" if names else "sheet"
        self.body.append(f"#{name}(({columns}), ({''.join(f'{head}, ' for head in heads)}),\n{rows})\n")
        raise nodes.SkipNode

    def cell(self, entry: nodes.Element) -> str:
        """Render a cell or item; its paragraphs become lines."""
        lines = [self.text(child) if isinstance(child, nodes.paragraph) else self.inner([child]) for child in entry]
        return "#linebreak();".join(line.strip(" \n") for line in lines)

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Write a list of companies and the like row by row, any other list with its marks."""
        self.call("listing" if "rows" in node["classes"] else "list", *self.items(node))
        raise nodes.SkipNode

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Write a numbered list."""
        self.call("enum", f"start: {node.get('start', 1)}", *self.items(node))
        raise nodes.SkipNode

    def items(self, node: nodes.Element) -> list[str]:
        """Render the items of a list."""
        return [f"[{self.dest(item['ids'])}{self.cell(item)}]" for item in node.findall(nodes.list_item)]

    # -- inline ----------------------------------------------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 -- docutils' name
        """Write text as text, and remember for the index where another document's 文号 stands."""
        words = node.astext()
        if self.mentions is None:
            self.body.append(markup(words))
            return
        for part in self.mentions.split(words):
            cited = self.mentions.fullmatch(part)
            self.body.append(self.builder.docno(part, markup(part)) if cited else markup(part))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802 -- docutils' name
        """Nothing follows text."""

    def visit_inline(self, node: nodes.inline) -> None:
        """Open leading words in 黑体; other classes mean nothing on paper."""
        self.body.append(self.dest(node["ids"]) + ("#run-in[" if "lead" in node["classes"] else ""))

    def depart_inline(self, node: nodes.inline) -> None:
        """Close leading words."""
        self.body.append("];" if "lead" in node["classes"] else "")

    def visit_reference(self, node: nodes.reference) -> None:
        """Open a link: inside the document, to another one, to the site, or out."""
        self.body.append(self.dest(node["ids"]) + (opening := self.link(node)))
        node["typst-link"] = bool(opening)

    def depart_reference(self, node: nodes.reference) -> None:
        """Close a link."""
        self.body.append("];" if node["typst-link"] else "")

    def link(self, node: nodes.reference) -> str:
        """Give the opening of a link, or "" where it leads nowhere."""
        uri = node.get("refuri", "") or "#" + node.get("refid", "")
        page, _, anchor = uri.partition("#")
        anchor = anchor or "title"
        here = self.builder.get_target_uri(self.builder.current_docname)
        if page in ("", here):
            return f"#to({string(anchor)})[" if anchor in self.anchors else ""
        if (target := self.builder.slug_of(page)) is not None:
            return f"#see({string(f'{target}.{anchor}')}, {string(uri)})["
        return f"#out({string(uri)})["

    def visit_strong(self, node: nodes.strong) -> None:
        """Open 黑体: Chinese has no bold."""
        self.body.append("#run-in[")

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        """Open 楷体: Chinese has no italics."""
        self.body.append("#kai[")

    def depart_strong(self, node: nodes.Element) -> None:
        """Close a change of face."""
        self.body.append("];")

    depart_emphasis = depart_strong

    def visit_skipped(self, node: nodes.Node) -> None:
        """Print nothing."""
        raise nodes.SkipNode

    visit_comment = visit_target = visit_system_message = visit_raw = visit_index = visit_skipped
    visit_substitution_definition = visit_pending = visit_skipped

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the content of an unknown node and say so."""
        logger.warning("no Typst for %s", node.__class__.__name__, location=node, type="gazette", subtype="typst")

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing closes an unknown node."""


def strings(values: Iterable[str]) -> str:
    """Write several strings of Typst's code."""
    return ", ".join(map(string, values))


def depth(node: nodes.section) -> int:
    """Give the level, 1 to 4, of a heading without a number, from its place in the tree."""
    above, parent = 0, node.parent
    while isinstance(parent, nodes.section):
        above, parent = above + 1, parent.parent
    return min(max(above, 1), 4)
