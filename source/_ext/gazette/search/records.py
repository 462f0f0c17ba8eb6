"""A finished page → its document and its records, the units that are found.

A record is an article, a heading with the paragraphs below it, a run-in paragraph, a row of a table, an editor's note,
or the head of the document (title, 文号, 备案号). It is cut into pieces, each with the anchor that leads there. Read
from the page and not from its source, a record says what readers see, in every script, and marks land where it stands.
What is the site's own on the page of a gazette is left out, but for notes, which are records of their own.

Own code, where lxml would build and walk a tree for each script: pages are as the theme writes them, every element
closed, and the same in all scripts but for their texts. So one page is read, and says which of its texts make a piece;
the others give theirs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from .outline import ATTRIBUTE_RE, OutlineError, Record, read_outline

__all__ = ["Document", "PageError", "Record", "read_document"]


class PageError(ValueError):
    """A page that is not as the theme writes it, or not the same in all scripts; the message names it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page, with what results are shown with, chosen by, and ranked by."""

    name: str
    """What people call the document."""
    docno: str
    """发文字号, or empty."""
    kind: str
    """Kind of document, as in corpus.json."""
    day: str
    """ISO date that orders it, or empty."""
    turns: str
    """Its statuses and their days, as :class:`gazette.law.standing.Standing` has them."""
    ended: bool
    """Whether it is expired or repealed on the day of the build."""
    issuers: Sequence[Sequence[str]]
    """In each script."""
    called: Mapping[str, str]
    """What its annexes are called, by anchor, and the texts that it encloses, where they are several."""
    records: Sequence[Record] = field(repr=False)
    """In Simplified: the head first, then in the order of the page."""
    texts: Sequence[str] = field(repr=False)
    """In each script name, 文号 and the texts of all records, behind one another; all of the same length."""


def read_document(paths: Sequence[Path]) -> Document | None:
    """Read the page of a document, as it is in each script, Simplified first.

    Gives nothing for any other page, such as one that leads on from an earlier address.

    Raises:
        PageError: the page is cut short, of another version of the theme, or not the same in another script.

    """
    page = _page(paths[0])
    if not page:
        return None
    try:
        outline = read_outline(page.runs, page.texts)
    except OutlineError:
        raise PageError(f"{paths[0]}: {_OTHERWISE}") from None
    pages = [page, *(_another(page, path) for path in paths[1:])]
    records, (turns, classes) = outline.read(page.texts), outline.stamp
    head, of = records[0].pieces, page.attributes
    return Document(
        name=page.name,
        docno=head[head.index("docno") + 1].strip() if "docno" in head[::2] else "",
        kind=of["data-kind"],
        day=of["data-day"],
        turns=turns,
        ended="expired" in classes,
        issuers=[list(filter(None, each.attributes["data-issuers"].split("、"))) for each in pages],
        called=outline.called,
        records=records,
        texts=[each.name + outline.text(each.texts) for each in pages],
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What is taken from a page."""

    name: str
    attributes: Mapping[str, str]
    """Of its article."""
    article: str
    texts: Sequence[str]
    """What stands behind each run of tags in it, as a reader sees it."""

    @property
    def runs(self) -> Sequence[str]:
        """Tags that follow one another; of pages in other scripts, nobody asks for them."""
        return _RUN_RE.findall(self.article)


_LAYOUT = " \t\r"
"""What surrounds the line breaks of the markup; other spaces are printed."""
_RUN_RE = re.compile("<[^>]*+>(?:<[^>]*+>)*+")
_TITLE_RE = re.compile(r"<title>([^<\u3000]*)")


def _page(path: Path) -> _Page | None:
    """Read a page; None when it is no document's."""
    page = path.read_bytes().decode()
    if " data-kind=" not in page:
        return None
    start, end = page.find("<article "), page.rfind("</article>")
    if start < 0 or end < 0:
        raise PageError(f"{path}: {_OTHERWISE}")
    article = "".join([line.strip(_LAYOUT) for line in page[start : end + len("</article>")].split("\n")])
    title, (_, *parts) = _TITLE_RE.search(page), _RUN_RE.split(article)
    texts = [unescape(text) if "&" in text else text for text in parts]
    attributes = {name: unescape(value) for name, value in ATTRIBUTE_RE.findall(article.partition(">")[0])}
    return _Page(unescape(title[1]) if title else "", attributes, article, texts)


def _another(first: _Page, path: Path) -> _Page:
    """Read the page in another script."""
    page = _page(path) if path.is_file() else None
    if page and (len(page.name), [*map(len, page.texts)]) == (len(first.name), [*map(len, first.texts)]):
        return page
    raise PageError(f"{path}: not the text that the page has in Simplified; convert the site anew")


_OTHERWISE = "not as the theme writes the page of a document"
