"""Which pages must be written again although their own source did not change. Pure.

A page of a document shows its status on the day of the build, its neighbours, the issues that print it and how their
copies read; a page of an issue shows its documents. So a new issue changes a few old pages, a new day changes those
whose status turns; all others stay as they are. What citations change, the law domain knows by itself.
"""

from collections.abc import Iterator

from ..corpus import Document
from ..digests import digest_of
from ..site import IssuePage, Site


def digests(site: Site, root: str, pictured: object) -> dict[str, str]:
    """Give, for each page, a digest of what it shows of others.

    ``root`` is the home page, which shows everything, and ``pictured`` what it shows besides.
    """
    names = site.gazette_names
    shown = {document.docname: (names, *_around(site, document)) for document in site.corpus.documents}
    shown |= {page.docname: (names, *_contents(site, page)) for page in site.issues.values()}
    found = {docname: digest_of(things) for docname, things in shown.items()}
    return found | {root: digest_of(site.today, pictured, sorted(found.items()))}


def _around(site: Site, document: Document) -> Iterator[object]:
    yield site.standings[document.id], document.witnesses, document.corrections
    near = site.neighbours.get(document.id)
    for other in (near.before, near.after) if near else ():
        yield (other.id, other.title, other.name, other.docno) if other else None
    issue = site.issue_of.get(document.id)
    yield (issue.docname, issue.issue) if issue else None
    yield from ((page.docname, page.issue, entry.page) for page, entry in site.also_in.get(document.id, ()))


def _contents(site: Site, page: IssuePage) -> Iterator[object]:
    yield page.issue
    for entry in page.entries:
        document = entry.document
        yield (document.id, document.title, document.docno, entry.column, entry.page, site.standings[document.id])
    yield from (other.docname if other else None for other in site.between[page.docname])
