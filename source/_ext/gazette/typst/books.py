"""Main files of the PDFs: a document by itself, an issue and the corpus as books. Pure: the site in, sources out.

The compiler keeps all pages of a file in memory, so the corpus is one book as long as it is small (`WHOLE`). A larger
one is a catalogue: all documents by issue, 文号 and title, each with a link to its place in the PDF of its issue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..addresses import issue_slug, slug
from ..corpus import Document
from ..days import chinese
from ..site import Entry, IssuePage, Site, grouped
from .text import docno_key, pinyin, string, value

LOOSE = "单行文件"
"""Heading in the corpus of what no issue prints."""
CORPUS_NAME = "公报文件汇编"
CATALOGUE_NAME = "公报文件总目"
WHOLE = 8_000
"""Blocks that the corpus may have to be one book: some 1,200 pages, for which the compiler takes about 1 GB."""


@dataclass(frozen=True, slots=True)
class Book:
    """A main file of the tree."""

    name: str
    """Of the PDF, without ending."""
    source: str
    uses: list[str]
    """Files of the tree that it reads, the library apart."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book: a heading in the contents, and what stands under it."""

    headings: tuple[tuple[int, str, str, str], ...]
    """Depth, kind, anchor and words of each heading that is announced before the first document."""
    documents: tuple[Document, ...]
    depth: int
    """How many headings stand above each document."""


def label(document: Document) -> str:
    """Give a document's name in contents and running heads: an order is known by what it promulgates."""
    return f"{document.title}　{document.name}" if document.kind == "order" and document.enclosed else document.title


def settings(today: date, release: str, base_url: str) -> str:
    """Write the library's config.typ."""
    return (
        f"#let site = {value(base_url.rstrip('/') or None)}\n"
        f"#let today = {value(chinese(today))}\n"
        f"#let release = {value(release or today.isoformat())}\n"
    )


def books(view: Site) -> Iterator[Book]:
    """Write all main files: issues, each before its documents, what no issue prints, the corpus."""
    waiting = {document.id: document for document in view.corpus.documents}
    for docname, page in view.issues.items():
        entries = _once(page.entries)
        yield issue(docname, page, entries)
        yield from (single(entry.document, view) for entry in entries if waiting.pop(entry.document.id, None))
    yield from (single(document, view) for document in waiting.values())
    yield corpus(view)


def single(document: Document, view: Site) -> Book:
    """Write the main file of a document."""
    source = (
        '#import "/lib/gazette.typ": single\n'
        f'#import "/{document.docname}.typ": body\n\n'
        f"#let record = {_lines(_record(document, view))}\n\n"
        "#single(record, body)\n"
    )
    return Book(slug(document.id), source, [f"{document.docname}.typ"])


def issue(docname: str, page: IssuePage, entries: Sequence[Entry]) -> Book:
    """Write the main file of an issue: chapters are its columns, in printed order."""
    published, sponsor = page.issue.published, page.issue.sponsor
    made = [*([f"{chinese(published)}出版"] if published else []), *([f"{sponsor}主办"] if sponsor else [])]
    record = {
        "title": page.name,
        "name": page.issue.title,
        "issue": _number(page),
        "lines": ["，".join(made)] if made else [],
        "issuers": _issuers(entry.document for entry in entries),
        "source": _quoted(page),
        "path": f"/{docname}/",
        "keywords": [entry.document.docno for entry in entries if entry.document.docno],
    }
    return _book(issue_slug(docname), record, _columns(entries))


def corpus(view: Site, whole: int = WHOLE) -> Book:
    """Write the main file of the corpus: issues from the oldest, each with its columns, then what came alone.

    Args:
        view: the site
        whole: blocks that it may have to be set as one book

    """
    pages = list(view.issues.values())[::-1]
    by_gazette = grouped(pages, lambda page: page.issue.title)
    parts = [part for page in pages for part in _issue_parts(page)]
    printed = {document.id for part in parts for document in part.documents}
    loose = tuple(document for document in view.corpus.documents if document.id not in printed)
    if loose:
        parts.append(Part(((1, "issue", "issue-loose", LOOSE),), loose, 1))
    small = sum(document.size for document in view.corpus.documents) <= whole
    name = CORPUS_NAME if small else CATALOGUE_NAME
    record = {
        "title": name,
        "name": name,
        "issue": f"{len(view.corpus.documents)}件",
        "lines": [
            *([f"收录{'、'.join(f'《{name}》' for name in by_gazette)}所载文件"] if by_gazette else []),
            *([] if small else ["全文载于各期和各文件的PDF"]),
        ],
        "issuers": _issuers(view.corpus.documents),
        "source": "；".join(map(_span, by_gazette.values())) or LOOSE,
        "path": "/",
        "keywords": list(by_gazette),
    }
    return _book("corpus", record, parts) if small else _catalogue("corpus", record, parts, view)


def _span(pages: Sequence[IssuePage]) -> str:
    """Tell which issues of a gazette a book is made of, oldest first: 《…公报》2020年第1期至2023年第10期，共4期."""
    first, last = pages[0], pages[-1]
    return f"《{first.issue.title}》{first.short}" + (f"至{last.short}，共{len(pages)}期" if last is not first else "")


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what an issue prints a second time: anchors are unique in a file."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.document.id, entry)
    return list(found.values())


def _issue_parts(page: IssuePage) -> Iterator[Part]:
    anchor = f"issue-{issue_slug(page.docname)}"
    heading = (1, "issue", anchor, page.name)
    for at, part in enumerate(_columns([entry for entry in page.entries if not entry.copy], 1, anchor)):
        yield replace(part, headings=(heading, *part.headings)) if at == 0 else part


def _columns(entries: Sequence[Entry], above: int = 0, prefix: str = "") -> list[Part]:
    parts = []
    for at, (column, group) in enumerate(grouped(entries, lambda entry: entry.column).items(), 1):
        anchor = f"{prefix}-column-{at}".removeprefix("-")
        headings = ((above + 1, "column", anchor, column),) if column else ()
        parts.append(Part(headings, tuple(entry.document for entry in group), above + len(headings)))
    return parts


def _book(name: str, record: Mapping[str, Any], parts: Sequence[Part]) -> Book:
    documents = [document for part in parts for document in part.documents]
    names = {document.id: f"d{at}" for at, document in enumerate(documents, 1)}
    imports = [f'#import "/pdf/{slug(document.id)}.typ" as {names[document.id]}' for document in documents]
    entries = []
    for part in parts:
        headings = part.headings
        for document in part.documents:
            above = f", headings: {value(headings)}" if headings else ""
            given = f"{names[document.id]}.record, {names[document.id]}.body, depth: {part.depth}{above}"
            entries.append(f"#entry(within, {given})")
            headings = ()
    sorted_records = [f"{names[d.id]}.record" for d in sorted(documents, key=lambda d: (pinyin(label(d)), d.id))]
    fields = _lines(record, documents=f"({''.join(f'{each}, ' for each in sorted_records)})")
    source = (
        '#import "/lib/gazette.typ": book, entry\n'
        + "".join(f"{line}\n" for line in imports)
        + f"\n#let within = {_within(documents)}\n"
        + f"#show: book.with({fields})\n\n"
        + "".join(f"{line}\n" for line in entries)
    )
    uses = [file for d in documents for file in (f"{d.docname}.typ", f"pdf/{slug(d.id)}.typ")]
    return Book(name, source, uses)


def _within(documents: Iterable[Document]) -> str:
    """Write the documents of a book as the keys of a dictionary, which is asked for every link."""
    return "(" + ("".join(f"{string(slug(document.id))}: none, " for document in documents) or ":") + ")"


def _catalogue(name: str, record: Mapping[str, Any], parts: Sequence[Part], view: Site) -> Book:
    """Write a catalogue: the documents by issue, by 文号 and by title."""
    documents = [document for part in parts for document in part.documents]
    lines = []
    for part in parts:
        lines += [f"#announced{value(heading)}" for heading in part.headings]
        lines += [_listed(document, label(document), document.mark, view, below=True) for document in part.documents]
    by_docno = sorted((docno_key(d.docno), d.docno, d.id, d) for d in documents if d.docno)
    by_title = sorted((pinyin(label(d)), d.id, d) for d in documents)
    lines.append('#announced(1, "index", "index-docno", "文号索引")')
    lines += [_listed(document, docno, None, view) for _, docno, _, document in by_docno]
    lines.append('#announced(1, "index", "index-title", "标题索引")')
    lines += [
        _listed(document, label(document), None if document.docno else document.mark, view)
        for _, _, document in by_title
    ]
    source = (
        '#import "/lib/gazette.typ": announced, catalogue, listed\n'
        f"\n#show: catalogue.with({_lines(record)})\n\n" + "".join(f"{line}\n" for line in lines)
    )
    return Book(name, source, [])


def _listed(document: Document, words: str, mark: str | None, view: Site, *, below: bool = False) -> str:
    """Write a line of the catalogue; ``below`` the heading of its issue, the page is enough."""
    page, own = view.issue_of.get(document.id), slug(document.id)
    if page is None:
        file, place = f"{own}.pdf#title", LOOSE
    else:
        file = f"{issue_slug(page.docname)}.pdf#{own}.title"
        issue = page.name if len(view.gazette_names) > 1 else page.short
        place = ("" if below else issue) + (f"第{document.page}页" if document.page else "")
    return f"#listed({string(words)}, {value(mark)}, {string(file)}, {string(place)})"


def _record(document: Document, view: Site) -> dict[str, Any]:
    page = view.issue_of.get(document.id)
    return {
        "slug": slug(document.id),
        "title": document.title,
        "docno": document.docno,
        "label": label(document),
        "mark": document.mark,
        "issuers": list(document.issuers),
        "keywords": [each for each in (document.docno, document.filing_no, document.name) if each],
        "gazette": _quoted(page) if page else None,
        "page": document.page if page else None,
        "path": f"/{document.docname}/",
        "status": view.standings[document.id].label,
        "validity": _validity(document),
    }


def _validity(document: Document) -> str | None:
    begins = [f"{chinese(document.effective)}施行"] if document.effective else []
    ends = [f"有效期至{chinese(document.expires)}"] if document.expires else []
    return "，".join([*begins, *ends]) or None


def _quoted(page: IssuePage) -> str:
    return f"《{page.issue.title}》{_number(page)}"


def _number(page: IssuePage) -> str:
    return page.short + (f"（总第{page.issue.total}期）" if page.issue.total else "")


def _issuers(documents: Iterable[Document]) -> list[str]:
    return list(dict.fromkeys(issuer for document in documents for issuer in document.issuers))


def _lines(fields: Mapping[str, Any], **code: str) -> str:
    """Write a dictionary with a field on each line; ``code`` holds fields that are Typst code already."""
    written = {**{name: value(each) for name, each in fields.items()}, **code}
    return "(\n" + "".join(f"  {name}: {each},\n" for name, each in written.items()) + ")"
