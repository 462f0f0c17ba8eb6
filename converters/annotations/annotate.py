"""What the running text of a document says: of other documents, of its terms, of who does what, of its own validity.

`annotate` calls the readers of this, one after the other: citations, repeals, terms, attributions, validity.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from converters.annotations.citations import Cited, Own, find_citations
from converters.annotations.repeals import find_repeals
from converters.annotations.running import UNREAD
from converters.annotations.terms import find_terms
from converters.annotations.validity import Days, find_validity
from converters.model import Block, Citation, Document, Kind
from converters.printed import forms
from converters.printed.attributions import is_attribution
from converters.printed.brackets import brackets, has_long_brackets
from converters.printed.characters import HAN
from converters.printed.dates import read_date
from converters.printed.docnos import docno_key
from converters.printed.histories import find_published


def annotate(document: Document) -> Document:
    """Fill in citations, repeals, terms, responsible, effective and expires from the blocks; nothing else changes.

    Where no clause tells the first day in force, what a website's record told stays.
    The keys of citations spell a 文号 as `docno_key` does; whoever looks them up has to spell the documents' so too.
    """
    city = next((seat[0] for name in document.issuers if (seat := _SEAT_RE.match(name))), "")
    titles = (document.title, *(enclosed.title for enclosed in document.enclosed), *document.annexes)
    cited = find_citations(document.blocks, Own(titles, document.docno, city))
    validity = find_validity(document.blocks, _days(document), titles)
    return replace(
        document,
        citations=tuple(_record(citation, city) for citation in cited),
        repeals=tuple(_record(citation, city) for citation in find_repeals(document.blocks, cited)),
        terms=tuple(find_terms(document.blocks)),
        responsible=count_attributions(document.blocks),
        effective=validity.effective or document.effective,
        expires=validity.expires,
    )


_SEAT_RE = re.compile(f"[{HAN}]+(?=人民政府)|(?!中共)[{HAN}]{{1,8}}?市(?=.)")
"""云州市|人民政府办公室, 云州市|财政局"""


def _days(document: Document) -> Days:
    """The days that its clauses may mean; where only the day is told on which it was passed, that is no other's."""
    under = next((b for b in document.blocks if b.style == "subtitle" and forms.ADOPTED_RE.search(b.text)), None)
    passed = read_date(under.text) if under else None
    published = find_published(next((b.text for b in document.blocks if b.style == "subtitle"), ""))
    signed = document.signed if document.signed != passed or any(b.kind is Kind.DATE for b in document.blocks) else None
    day = document.printed or signed or (published.day if published else None)
    return Days(day, passed or signed)


def _record(citation: Cited, city: str) -> Citation:
    title, docno = citation.key
    return Citation(citation.line, citation.title, citation.docno, (title, docno_key(docno, city) if docno else None))


def count_attributions(blocks: Sequence[Block]) -> int:
    """Return how many brackets of a document attribute a task, those among them that the print never closes."""
    read = [text for block in blocks if has_long_brackets(text := block.text) and block.kind not in UNREAD]
    return sum(is_attribution(pair.inner) for text in read for pair in brackets(text))
