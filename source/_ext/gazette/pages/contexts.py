"""The pages: which template sets which page, and what it is given.

Every template gets the same few names; what a page shows is put together in the templates, from records.

=============  ===================================================================================================
``site``       :class:`gazette.site.Site`: the whole of the corpus, for look-up
``at``         :class:`gazette.addresses.Addresses`
``root``       function: path of what stands once on the site → its address
``asset``      the same, for style and script: with a version
``link``       function: docname, anchor → address of a page of the same script
``path``       path of this page from the root of its tree
``today``      day of the build, in China
``scripts``    the scripts, for the switch
``standings``  what is said of standings, and ``soon`` from how many days before an end, for ``app.js``
=============  ===================================================================================================

The page of a document has ``document``, ``issue`` (its :class:`~gazette.site.IssuePage` or None), ``contents``,
``lifted`` and, where the site knows its address, ``linked`` besides, the page of an issue ``issue``. Others add ``law``
(:mod:`.lawpages`), ``gone_to`` (:mod:`.moved`), and what belongs to a release (:mod:`gazette.releases.pages`).
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from .. import corpusfile
from ..addresses import DOCUMENTS, SCRIPTS, Addresses, document_pdf, issue_pdf, outward
from ..corpus import KINDS
from ..days import chinese
from ..digests import digest
from ..law.domain import law_domain
from ..law.places import Place
from ..law.refs import in_title_marks
from ..law.standing import HALF_A_YEAR, WORDS
from ..shards.builders import ReadBuilder, is_whole, makes_frame, whole
from ..shards.freshness import digests
from ..site import Site, site, year_of
from . import lawpages, machines, titles
from .contents import contents
from .home import home
from .lists import PageRow, lists, year_list
from .network import Network, network

__all__ = ["Pages", "setup_pages"]

Context = dict[str, Any]

THEME = Path(__file__).parents[1] / "theme"
NOT_FOUND = "404"
"""The page that a server shows for a dead link; it stands beside the home page, where servers look for it."""


class Pages:
    """Gives every page its template and its context. One object for each application; filled when writing starts."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._site: Site | None = None
        self._network: Network | None = None
        self._versions: dict[str, str] = {}

    @property
    def site(self) -> Site:
        """The site; made when everything is read, before the first page is written and before workers start."""
        if self._site is None:
            raise ExtensionError("gazette: no page can be written before the event env-updated")
        return self._site

    def prepare_templates(self, app: Sphinx) -> None:
        """Teach the templates our filters; switch Sphinx's own search off.

        Raises:
            ExtensionError: the builder has a theme without our templates, or writes no pages for the web.

        """
        builder = app.builder
        if isinstance(builder, StandaloneHTMLBuilder):
            ours = THEME in map(Path, builder.theme.get_theme_dirs())
            if not ours or builder.out_suffix != ".html":
                raise ExtensionError(f"gazette: pages are HTML, with the theme gazette; {builder.name} makes others")
            builder.search = builder.copysource = False
            builder.templates.environment.filters |= FILTERS

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Look at the corpus as a whole, once; give the pages of which others show something else than before."""
        if not isinstance(app.builder, StandaloneHTMLBuilder) or isinstance(app.builder, ReadBuilder):
            return []
        self._site = self._whole(app, env)
        self._network = network(law_domain(env).graph) if makes_frame(app) else None
        self._versions = {}
        if not is_whole(app):
            return []
        before: dict[str, str] = vars(env).get("gazette_digests", {})
        vars(env)["gazette_digests"] = now = digests(self._site, app.config.root_doc, self._network)
        return sorted(name for name in now if now[name] != before.get(name) and name in env.found_docs)

    @staticmethod
    def _whole(app: Sphinx, env: BuildEnvironment) -> Site:
        path, today = Path(app.srcdir) / corpusfile.FILE, date.fromisoformat(app.config.gazette_today)
        try:
            if not is_whole(app):
                return whole(app).site(path, today)
            records = corpusfile.load(path)
        except corpusfile.CorpusError as error:
            raise ExtensionError(f"gazette: {error}") from error
        return site(records, env.metadata, law_domain(env).graph, today)

    def context(
        self, app: Sphinx, pagename: str, _template: str, context: Context, doctree: nodes.document | None
    ) -> str | None:
        """Fill the context of a page; name its template where it has one of its own."""
        at = Addresses(app.config.gazette_base_url)
        path = app.builder.get_target_uri(pagename)
        root = partial(outward, path) if pagename != NOT_FOUND else at.root
        context |= {
            "site": self.site,
            "at": at,
            "root": root,
            "asset": lambda asset: root(asset + self._version(asset)),
            "link": _linker(context["pathto"] if pagename != NOT_FOUND else self._from_root),
            "path": path,
            "today": self.site.today,
            "scripts": SCRIPTS,
            "standings": WORDS,
            "soon": HALF_A_YEAR,
        }
        if doctree is not None and pagename.startswith(DOCUMENTS):
            return self._document(pagename, context, doctree)
        if issue := self.site.issues.get(pagename):
            context["issue"] = issue
            return "issue.html"
        if pagename == app.config.root_doc:
            context |= home(self.site, self._network)
            return "home.html"
        return None

    def _document(self, pagename: str, context: Context, doctree: nodes.document) -> str | None:
        document = self.site.corpus.by_id.get(pagename.removeprefix(DOCUMENTS))
        if document is None:
            return None
        issue, at = self.site.issue_of.get(document.id), context["at"]
        if at.base_url:
            context["linked"] = machines.linked_data(document, issue, self.site.standings[document.id], at)
        context |= {
            "document": document,
            "issue": issue,
            "contents": contents(doctree.get("units", ())),
            "lifted": doctree.get("lifted", ()),
        }
        return "rule.html"

    def _from_root(self, docname: str) -> str:
        """Give a page's address for a page that is shown at any depth."""
        return Addresses(self._app.config.gazette_base_url).root(self._app.builder.get_target_uri(docname))

    def _version(self, path: str) -> str:
        """Give a digest of a file of ``_static`` as a query, so that browsers may keep the file."""
        if path not in self._versions:
            content = (Path(self._app.outdir) / path).read_bytes()
            self._versions[path] = digest(content)[:8]
        return f"?v={self._versions[path]}"

    def collect(self, app: Sphinx) -> Iterator[PageRow]:
        """Give the pages that no source file stands for: lists, those of the law, and the answer to a dead link."""
        yield from lists(self.site)
        yield from lawpages.pages(Path(app.outdir), law_domain(app.env).graph, self.site)
        if isinstance(app.builder, StandaloneHTMLBuilder):
            out = Path(app.outdir) / f"{NOT_FOUND}.html"
            app.builder.handle_page(NOT_FOUND, {"title": "没有这一页"}, "404.html", outfilename=out)

    def publish(self, app: Sphinx, failed: Exception | None) -> None:
        """Write what programs read: corpus.json as it was read, and what tells them of the pages."""
        if failed is None and makes_frame(app):
            shutil.copyfile(Path(app.srcdir) / corpusfile.FILE, Path(app.outdir) / corpusfile.FILE)
            machines.write(app, self.site)


def _linker(pathto: Callable[[str], str]) -> Callable[..., str]:
    pathto = cache(pathto)  # a page leads to few others, again and again

    def link(docname: str, anchor: str = "") -> str:
        target = pathto(docname)
        return f"{target.removesuffix('#')}#{anchor}" if anchor else target

    return link


def _place(anchor: str) -> str:
    return str(Place.of_anchor(anchor) or "")


def _chinese_days(words: str) -> str:
    return _ISO_DATE_RE.sub(lambda found: chinese(date.fromisoformat(found[0])), words)


_ISO_DATE_RE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


FILTERS: dict[str, Callable[..., Any]] = {
    "zh": chinese,
    "dates": _chinese_days,
    "breakable": titles.breakable,
    "split": titles.split,
    "issued": titles.issued,
    "place": _place,
    "year_list": lambda document: year_list(year_of(document)),
    "marked": in_title_marks,
    "kind": lambda kind: "正文" if kind == "other" else KINDS[kind],
    "document_pdf": document_pdf,
    "issue_pdf": issue_pdf,
}
"""Filters of the templates."""


def _digest_theme(_app: Sphinx, config: Config) -> None:
    """Let every page be written again when the style or the script changes, whose version it names."""
    files = sorted((THEME / "static").iterdir())
    config.gazette_theme = digest(b"".join(path.read_bytes() for path in files))


def setup_pages(app: Sphinx) -> None:
    """Connect the pages to Sphinx's events."""
    app.add_config_value("gazette_base_url", "", "html", types=frozenset({str}))
    app.add_config_value("gazette_today", "", "", types=frozenset({str}))  # pages that it changes are found
    app.add_config_value("gazette_theme", "", "html", types=frozenset({str}))  # style and script, by their digest
    app.add_html_theme("gazette", str(THEME))
    pages = Pages(app)
    app.connect("config-inited", _digest_theme)
    app.connect("builder-inited", pages.prepare_templates)
    app.connect("env-updated", pages.updated, priority=600)  # after the law domain, which knows of repeals
    app.connect("html-page-context", pages.context)
    app.connect("html-collect-pages", pages.collect)
    app.connect("build-finished", pages.publish)
