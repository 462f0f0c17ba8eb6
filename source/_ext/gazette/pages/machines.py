"""What programs read beside the pages, where the site knows its own address (``gazette_base_url``).

=================  ===================================================================================================
on a document      JSON-LD: https://schema.org/Legislation, which follows the European Legislation Identifier
``sitemap.xml``    the home page, all issues and all documents, newest first; their other scripts stand on the pages
``robots.txt``     where the sitemap is
``opensearch.xml`` how a browser asks the search from its address bar
=================  ===================================================================================================
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup
from sphinx.application import Sphinx

from ..addresses import Addresses, document_pdf
from ..corpus import KINDS, Document
from ..law.standing import Standing
from ..law.status import Status
from ..site import IssuePage, Site

__all__ = ["files", "linked_data"]

MOST = 50_000
"""Addresses that a sitemap may have (https://www.sitemaps.org/protocol.html)."""
WORDS = "https://schema.org/"
FORCE = {
    Status.EFFECTIVE: f"{WORDS}InForce",
    Status.NOT_YET: f"{WORDS}NotInForce",
    Status.EXPIRED: f"{WORDS}NotInForce",
    Status.REPEALED: f"{WORDS}NotInForce",
}
"""What schema.org calls a status; it has no word for one that is unknown."""


def linked_data(document: Document, issue: IssuePage | None, standing: Standing, at: Addresses) -> Markup:
    """Describe a document for search engines, as the content of a script element."""
    told = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": at.absolute(f"{document.docname}/"),
        "url": at.absolute(f"{document.docname}/"),
        "name": document.name,
        "alternateName": document.title if document.title != document.name else None,
        "legislationIdentifier": document.docno,
        "legislationType": KINDS[document.kind],
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in document.issuers],
        "legislationDate": _day(document.signed),
        "datePublished": _day(issue.issue.published if issue else document.printed),
        "temporalCoverage": _holds(document, standing),
        "legislationLegalForce": FORCE.get(standing.status),
        "inLanguage": "zh-Hans",
        "isPartOf": _issue(issue, at) if issue else None,
        "encoding": {
            "@type": "LegislationObject",
            "contentUrl": at.absolute(document_pdf(document.id)),
            "encodingFormat": "application/pdf",
            "legislationLegalValue": f"{WORDS}UnofficialLegalValue",
        },
    }
    known = {name: value for name, value in told.items() if value}
    return Markup(json.dumps(known, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704 - cannot end the element


def _issue(page: IssuePage, at: Addresses) -> dict[str, Any]:
    number = {"issueNumber": page.issue.number} if page.issue.number else {}
    name = {"@type": "Periodical", "name": page.issue.title}
    return {"@type": "PublicationIssue", "url": at.absolute(f"{page.docname}/"), **number, "isPartOf": name}


def _holds(document: Document, standing: Standing) -> str | None:
    """Give the days from the first on which it holds to the last, open where the end is not known."""
    if not document.effective:
        return None
    end = date.fromordinal(standing.ended.toordinal() - 1).isoformat() if standing.ended else ".."
    return f"{document.effective.isoformat()}/{end}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def files(site: Site, name: str, at: Addresses) -> Iterator[tuple[str, str]]:
    """Give the files at the root of a site of a name: file, content."""
    newest = (document.docname for documents in site.by_year.values() for document in documents)
    paths = ["", *(f"{docname}/" for docname in (*site.issues, *newest))][:MOST]
    listed = "".join(f"<url><loc>{escape(at.absolute(path))}</loc></url>\n" for path in paths)
    yield "sitemap.xml", f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {at.absolute('sitemap.xml')}\n"
    yield "opensearch.xml", OPENSEARCH.format(name=escape(name), url=escape(at.absolute("search/")))


XML = '<?xml version="1.0" encoding="utf-8"?>\n'
OPENSEARCH = (
    XML
    + """<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{name}</ShortName>
<Description>检索{name}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="{url}?q={{searchTerms}}"/>
</OpenSearchDescription>
"""
)


def write(app: Sphinx, site: Site) -> None:
    """Write the files, or take away those of an earlier build, where the address is not known."""
    at = Addresses(app.config.gazette_base_url)
    for name, content in files(site, app.config.project, at):
        path = Path(app.outdir, name)
        if at.base_url:
            path.write_text(content, "utf-8")
        else:
            path.unlink(missing_ok=True)
