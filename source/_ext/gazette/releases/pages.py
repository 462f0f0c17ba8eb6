"""Changes and comparisons in Sphinx: what is kept of a release, and the pages made of it.

=======================  ==============================================================================================
``env-updated``          the history of the releases published so far is read; which documents follow one another
``html-page-context``    tells the page of a document with what it can be compared (``comparisons``); in a release its
                         text is written beside it, with ``released``, and since which the page stands (``since``)
``html-collect-pages``   ``compare/…``; in a release ``changes/…``, ``texts.json``, ``feed.xml``
``gazette-last-pages``   the same, in a build in shards
=======================  ==============================================================================================

A page looks up its own document only. What belongs to a release is made when the build has a name for it (``release``);
documents that follow one another are compared in every build.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from .. import corpusfile, redirects
from ..addresses import DOCUMENTS, Addresses, slug
from ..corpus import Document
from ..law.domain import law_domain
from ..law.graph import End
from ..law.refs import in_title_marks
from ..pages.lists import PageRow
from ..shards.builders import LAST_PAGES, ReadBuilder, is_whole
from . import promises
from .changes import changes
from .data import changes_json, difference_json
from .difference import difference
from .extract import extract
from .feed import entries, entry_id
from .history import Edition, Held, History, held
from .shelf import Release, published
from .succession import Succession, successions
from .texts import Correction, Text, dump, parse
from .views import Compared, ReleaseView, Side, naming, release_view, segments

__all__ = ["setup_changes"]

TEXTS = "texts.json"
TEXT = "text.json"
FEED = "feed.xml"
OWN_FOLDERS = ("changes", "compare")
"""Folders of the site that hold nothing but pages of this module."""


class ChangePages:
    """Makes the pages. One object for each application; filled when everything is read."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._since: Mapping[str, str] = {}
        self._shelf: Mapping[str, Release] = {}
        self._history = History()
        self._successions: tuple[Succession, ...] = ()
        self._of: Mapping[str, list[Succession]] = {}

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Read what earlier releases held, and find which documents follow one another."""
        if isinstance(app.builder, StandaloneHTMLBuilder) and not isinstance(app.builder, ReadBuilder):
            folder = app.config.gazette_published if app.config.release else ""
            self._since = promises.since(Path(folder)) if folder else {}
            self._shelf = {release.name: release for release in published(Path(folder))} if folder else {}
            newest = next(iter(self._shelf.values()), None)
            self._history = History.parse((newest.folder / TEXTS).read_text("utf-8")) if newest else History()
            self._successions = successions(law_domain(env).graph)
            self._of = _by_document(self._successions)
        return []

    def context(
        self, app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Keep the text of a document; tell its page with what it can be compared."""
        if release := app.config.release:
            passing = pagename.startswith("changes/")  # of this release only
            context |= {"released": True, "since": "" if passing else self._since.get(context["path"], release)}
        document = context.get("document")
        if doctree is None or not isinstance(document, Document) or not pagename.startswith(DOCUMENTS):
            return
        context["comparisons"] = list(self._with_others(document.id))
        if app.config.release:
            text = _text(document, self._ended(pagename), f'<div class="text">{context["body"]}</div>')
            self._write(f"{pagename}/{TEXT}", dump(text))
            context["comparisons"] += self._with_earlier(document.id, text)

    def _with_others(self, id_: str) -> Iterator[tuple[str, str]]:
        """Give what follows a document and what it follows: what to call it, and the page that compares."""
        documents = law_domain(self._app.env).graph.pages
        for pair in self._of.get(id_, ()):
            other = documents[DOCUMENTS + (pair.old if id_ == pair.new else pair.new)]
            yield f"与{'旧' if id_ == pair.new else '新'}文件{other.docno or other.work}对照", pair.docname

    def _with_earlier(self, id_: str, text: Text) -> Iterator[tuple[str, str]]:
        for release in self._history.earlier(id_, held(text)) if self._history.releases else ():
            yield f"与{release}版对照", _page_of(release, id_)

    def collect(self, app: Sphinx) -> Iterator[PageRow]:
        """Give the pages where all others are written; the frame of a build in shards is not the last."""
        if is_whole(app):
            yield from self.last(app)

    def last(self, app: Sphinx) -> Iterator[PageRow]:
        """Give the pages, and take away those of an earlier build."""
        out, pages = Path(app.outdir), law_domain(app.env).graph.pages
        for folder in OWN_FOLDERS:
            shutil.rmtree(out / folder, ignore_errors=True)
        for path in (out / DOCUMENTS).rglob(TEXT):
            if not app.config.release or path.parent.relative_to(out).as_posix() not in pages:
                path.unlink()
        for pair in self._successions:
            yield self._row(self._succession(pair))
        if app.config.release:
            yield from self._release(Edition(app.config.release, app.config.gazette_today))

    def _succession(self, pair: Succession) -> Compared:
        graph = law_domain(self._app.env).graph
        old, new = (graph.pages[DOCUMENTS + id_] for id_ in (pair.old, pair.new))
        found = difference(*(replace(self._shown(page.docname), notes=(), corrections=()) for page in (old, new)))
        sides = [Side(page.docno or page.short, page.short, page.docname) for page in (old, new)]
        return Compared(pair.docname, sides[0], sides[1], found)

    def _row(self, page: Compared) -> PageRow:
        self._write(f"{page.docname}/difference.json", difference_json(page.difference))
        context = {
            "title": f"{in_title_marks(page.new.title)}对照",
            "compared": page,
            "segments": list(segments(page.difference)),
            "names": [naming(text) for text in (page.difference.old, page.difference.new)],
        }
        return page.docname, context, "compare.html"

    def _release(self, this: Edition) -> Iterator[PageRow]:
        ids = sorted(page.id for page in law_domain(self._app.env).graph.pages.values() if page.id)
        now = {id_: held(self._read(id_)) for id_ in ids}
        history = self._history.extended(this, now)
        self._write(TEXTS, history.dump())
        self._write(FEED, self._feed(history))
        made: dict[str, Compared] = {}
        views = [self._against(earlier, this, now, made) for earlier in reversed(self._history.releases)]
        yield from (self._row(page) for page in made.values())
        context = {"release_of": this, "views": views, "count": len(now)}
        yield "changes", context | {"title": "版本与变动", "view": views[0] if views else None}, "changes.html"
        for view in views:
            title = f"自{view.earlier.name}版以来的变动"
            yield f"changes/{view.earlier.name}", context | {"title": title, "view": view}, "changes.html"

    def _against(
        self, earlier: Edition, this: Edition, now: Mapping[str, Held], made: dict[str, Compared]
    ) -> ReleaseView:
        """Compare the release with an earlier one; what is compared the first time is added to ``made``."""
        before = self._history.at(earlier.name)
        found = changes(before, now, self._moved())
        compared = {new: self._compared(old, new, before[old], made) for old, new in found.pairs}
        data = {id_: (page.docname, page.difference) for id_, page in compared.items()}
        told = changes_json((earlier.name, this.name), found, (before, now), data)
        self._write(f"changes/{earlier.name}.json", told)
        return release_view(earlier, found, before, now, compared)

    def _compared(self, old: str, new: str, before: Held, made: dict[str, Compared]) -> Compared:
        """Compare a document with an earlier version, which many releases may have held: once."""
        release = self._history.bearer(old, before)
        docname = _page_of(release, new)
        if docname not in made:
            text = parse((self._shelf[release].folder / DOCUMENTS / old / TEXT).read_text("utf-8"))
            now = self._read(new)
            sides = (
                Side(f"{release}版", text.title, None, f"v/{release}/{DOCUMENTS}{old}/"),
                Side("本版", now.title, DOCUMENTS + new),
            )
            made[docname] = Compared(docname, *sides, difference(text, now))
        return made[docname]

    def _write(self, path: str, content: str) -> None:
        file = Path(self._app.outdir) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")

    def _shown(self, docname: str) -> Text:
        """Give the text of a document from its finished page."""
        builder = self._app.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        page = builder.get_output_path(docname).read_text("utf-8")
        records = corpusfile.load(Path(self._app.srcdir) / corpusfile.FILE)
        return _text(records.by_id[docname.removeprefix(DOCUMENTS)], self._ended(docname), page)

    def _ended(self, docname: str) -> Iterable[End]:
        return law_domain(self._app.env).graph.ended.get(docname, ())

    def _read(self, id_: str) -> Text:
        return parse((Path(self._app.outdir) / DOCUMENTS / id_ / TEXT).read_text("utf-8"))

    def _moved(self) -> Mapping[str, str]:
        return redirects.load(Path(self._app.srcdir)).documents

    def _feed(self, history: History) -> str:
        at = Addresses(self._app.config.gazette_base_url)
        context = {
            "project": self._app.config.project,
            "entries": entries(history, self._moved()),
            "entry_id": partial(entry_id, at=at),
            "address": at.absolute if at.base_url else str,
        }
        return str(self._app.builder.templates.render(FEED, context))


def _by_document(pairs: tuple[Succession, ...]) -> dict[str, list[Succession]]:
    found: dict[str, list[Succession]] = {}
    for pair in pairs:
        for id_ in (pair.new, pair.old):
            found.setdefault(id_, []).append(pair)
    return found


def _page_of(release: str, id_: str) -> str:
    """Name the page that compares a document with what an earlier release held."""
    return f"changes/{release}/{slug(id_)}"


def _text(document: Document, ended: Iterable[End], page: str) -> Text:
    """Make what is kept of a document from what its page shows."""
    units, notes = extract(page)
    facts = {
        "标题": document.title,
        "发文字号": document.docno,
        "发文机关": "、".join(document.issuers),
        "成文日期": document.signed,
        "印发日期": document.printed,
        "备案号": document.filing_no,
        "施行日期": document.effective,
        "有效期至": document.expires,
        "废止依据": "、".join(f"{end.label}{end.ending.declared}" for end in ended),
    }
    return Text(
        title=document.name,
        docno=document.docno,
        facts={label: str(value) for label, value in facts.items() if value},
        units=units,
        notes=notes,
        corrections=tuple(Correction(c.anchor or "", c.printed, c.right, c.reason) for c in document.corrections),
    )


def setup_changes(app: Sphinx) -> None:
    """Connect the pages of changes and comparisons to Sphinx's events."""
    pages = ChangePages(app)
    app.connect("env-updated", pages.updated, priority=700)
    app.connect("html-page-context", pages.context, priority=900)  # after all that fills the page of a document
    app.connect("html-collect-pages", pages.collect, priority=900)
    app.connect(LAST_PAGES, pages.last)
