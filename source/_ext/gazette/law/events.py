"""The law domain in Sphinx: when what happens.

===========================  ==========================================================================================
``env-get-outdated``         documents whose record in corpus.json or redirects changed are read again
``doctree-read``             the record of the page is made; mentions in running text become references
``env-updated``              references are worked out; pages of which others decide otherwise now are written again
``env-check-consistency``    notes on what does not exist, or is elsewhere, are errors
``write-started``            the domain is told who writes the pages
post-transforms              notes beside their text (4), links (10, Sphinx's own), terms (20)
===========================  ==========================================================================================
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ..addresses import NOTES
from .answers import Fate
from .domain import LawDomain, law_domain
from .graph import Graph
from .misplaced import misplaced
from .notes import setup_notes
from .recording import read_page, states
from .terms import setup_terms

__all__ = ["citations", "setup_law"]

logger = logging.getLogger(__name__)


def outdated(app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]) -> list[str]:
    """Give the documents of which something else is known than when they were read."""
    pages = [page for page in law_domain(env).pages.values() if page.id]
    now = states(Path(app.srcdir), (page.id for page in pages))
    return sorted(page.docname for page in pages if now[page.id] != page.state)


def read(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the record of a page that Sphinx has read."""
    env, docname = app.env, app.env.docname
    title = env.titles[docname].astext()
    page = read_page(Path(app.srcdir), docname, env.metadata[docname], title, doctree)
    if page is not None:
        law_domain(env).note(page)
    if docname.startswith(NOTES):
        env.metadata[docname].setdefault("orphan", True)  # notes stand on the page of their document
        if not (page and page.notes) and doctree.next_node(nodes.system_message) is None:
            logger.error("the file holds no note", location=docname, type="law", subtype="note")


def updated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Work the references out, print what became of the mentions, and give the pages that this changes."""
    domain = law_domain(env)
    if domain.shared:  # which pages are to be written is decided for all shards at once
        return []
    changed = domain.changed()
    if told := citations(domain.graph):
        logger.info("%s", told)
    for page, cited, answer in domain.graph.all_answers():
        if answer.fate in (Fate.TEXT, Fate.AMBIGUOUS) and not cited.role:
            logger.verbose("%s#%s: %s: %s: %s", page.docname, cited.anchor, answer.fate, cited.words, answer.reason)
    return [docname for docname in changed if docname in env.found_docs]


def citations(graph: Graph) -> str:
    """Say what became of the mentions; empty where there are none."""
    counts = graph.counts()
    linked = sum(count for fate, count in counts.items() if fate.linked)
    own, corpus_, outside = counts[Fate.OWN], counts[Fate.CORPUS], counts[Fate.OUTSIDE]
    text, ambiguous = counts[Fate.TEXT], counts[Fate.AMBIGUOUS]
    told = f"citations: {linked} linked ({own} own text, {corpus_} corpus, {outside} outside)"
    return f"{told}, {text} left as text, {ambiguous} ambiguous" if counts else ""


def start(app: Sphinx, builder: Builder) -> None:
    """Tell the domain who writes the pages."""
    law_domain(app.env).builder = builder


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Report notes on what does not exist, or that do not stand at their words."""
    pages = law_domain(env).pages
    documents = {page.docname: page for page in pages.values() if page.id}
    for page, note, message in misplaced((pages[name] for name in sorted(pages)), documents, env.get_doctree):
        logger.error("%s: %s", note.anchor, message, location=(page.docname, note.line), type="law", subtype="note")


def setup_law(app: Sphinx) -> None:
    """Register the domain and all that belongs to it."""
    app.add_domain(LawDomain)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-read", read, priority=600)  # after Sphinx has read front matter and titles
    app.connect("env-updated", updated)
    app.connect("env-check-consistency", check)
    app.connect("write-started", start)
    setup_notes(app)
    setup_terms(app)
