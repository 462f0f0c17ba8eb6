"""The builders of a build in shards (:mod:`gazette.shards.build`), all of them Sphinx's ``dirhtml`` in parts.

==================  ===============================================================================================
``gazette-read``    reads the pages of a shard and writes what they tell the others (:mod:`gazette.shards.exchange`)
``gazette-shard``   writes those pages of a shard that it is told to, with what the others have told
``gazette-frame``   writes what stands once: hand-written pages, home, lists, indices, objects.inv, style and scripts
``gazette-last``    writes what is made of the finished pages of all shards (event :data:`LAST_PAGES`)
==================  ===============================================================================================

All pages together are, to the byte, those that ``sphinx-build -b dirhtml`` writes; objects.inv says the same.
"""

import pickle
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from docutils.transforms import Transform
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from ..addresses import ISSUES
from ..digests import digest, digest_of
from ..law.domain import law_domain
from ..markdown import GENERATED
from . import exchange

__all__ = [
    "FRAME",
    "LAST_PAGES",
    "FrameBuilder",
    "LastBuilder",
    "ReadBuilder",
    "ShardBuilder",
    "is_whole",
    "makes_frame",
    "setup_shards",
    "whole",
]

FRAME = "frame"
"""Name of the shard of hand-written pages, which makes everything that stands once."""
LAST_PAGES = "gazette-last-pages"
"""Event that asks, as ``html-collect-pages`` does, for pages that are made of finished pages or of the words of notes:
the frame is not written again for these. A build of everything has no such event."""


NEEDLESS = {
    "myst_parser.sphinx_ext.myst_refs": {"MystReferenceResolver"},
    "sphinx.domains.c": {"AliasTransform"},
    "sphinx.domains.cpp": {"AliasTransform"},
    "sphinx.transforms.post_transforms": {
        "OnlyNodeTransform", "SigElementFallbackTransform", "PropagateDescDomain",
    },
    "sphinx.transforms.post_transforms.code": {"HighlightLanguageTransform", "TrimDoctestFlagsTransform"},
    "sphinx.transforms.post_transforms.images": {"ImageDownloader", "DataURIExtractor"},
    "sphinx_design.aside": {"AsideHtmlTransform"},
    "sphinx_design.badges_buttons": {
        "BadgeRefTooltipStash", "ButtonRefContentStash", "ButtonRefContentGraft", "BadgeRefTooltipGraft",
    },
    "sphinx_design.dropdown": {"DropdownHtmlTransform"},
    "sphinx_design.tabs": {"TabSetHtmlTransform"},
}  # fmt: skip
"""Transforms, by module, that look for what no generated document holds."""


class ReadBuilder(DirectoryHTMLBuilder):
    """Reads, and writes records."""

    name = "gazette-read"
    updated: Set[str] = frozenset()
    """Pages that were read, or that Sphinx says must be written again."""

    def init(self) -> None:
        """Begin with the records of what is not read again."""
        super().init()
        known = self.env.all_docs
        pages = exchange.records(_shard(self)).pages if known else {}
        law_domain(self.env).recall({name: page for name, page in pages.items() if name in known})

    def get_outdated_docs(self) -> Iterator[str]:
        """Give none: no page is written."""
        return iter(())

    def copy_assets(self) -> None:
        """Let the frame publish style and scripts before any page names their versions."""
        if _shard(self).name == FRAME:
            self.globalcontext["builder"] = DirectoryHTMLBuilder.name
            super().copy_assets()

    def write_documents(self, docnames: Set[str]) -> None:
        """Keep which pages were read."""
        self.updated = docnames

    def finish(self) -> None:
        """Write the records, and what Sphinx knows where it does not: when pages are gone, and none was read."""
        if not self.updated:
            with (self.doctreedir / ENV_PICKLE_FILENAME).open("wb") as file:
                pickle.dump(self.env, file, pickle.HIGHEST_PROTOCOL)
        shared = frozenset() if _shard(self).name == FRAME else frozenset({self.config.root_doc})
        env = self.env
        records = exchange.Records(
            pages={name: page for name, page in law_domain(env).pages.items() if name not in shared},
            issues={name: meta for name, meta in env.metadata.items() if name.startswith(ISSUES)},
        )
        found = [(domain.name, *row) for domain in env.domains.sorted() for row in domain.get_objects()]
        exchange.write(_shard(self), records, [row for row in found if row[4] not in shared], self.get_target_uri)


class _Context(dict[str, Any]):
    """The context of a page. Sphinx spells it for its log, which nobody reads: all words of the page."""

    def __repr__(self) -> str:
        return "…"

    def copy(self) -> "_Context":
        """Begin the context of another page."""
        return _Context(self)


class _WritingBuilder(DirectoryHTMLBuilder):
    """Writes pages."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Begin the context of all pages, and spare each a search for style sheets that docutils would embed."""
        super().prepare_writing(docnames)
        self.docsettings.stylesheet_path = None
        self.globalcontext = _Context(self.globalcontext)


class ShardBuilder(_WritingBuilder):
    """Writes the pages of a shard."""

    name = "gazette-shard"
    pending: Set[str] = frozenset()
    """Pages to write."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Give the pages to write, as they were told."""
        return iter(self.pending & self.env.found_docs)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Give the context of a page; of a generated one without Sphinx's own contents and relations."""
        if not docname.startswith(GENERATED):
            return super().get_doc_context(docname, body, metatags)
        return {"title": self.env.titles[docname].astext(), "body": body, "meta": self.env.metadata[docname]}

    def copy_assets(self) -> None:
        """Publish what notes offer for download; style and scripts are the frame's."""
        self.copy_download_files()

    def finish(self) -> None:
        """Publish the pictures of notes."""
        self.copy_image_files()


class FrameBuilder(_WritingBuilder):
    """Writes what stands once."""

    name = "gazette-frame"

    def init(self) -> None:
        """Begin to keep what is written."""
        super().init()
        self.made: set[str] = set()

    def get_outdated_docs(self) -> Iterator[str]:
        """Give all hand-written pages: they are few, and the home page shows everything."""
        return iter(self.env.found_docs)

    def copy_assets(self) -> None:
        """Do nothing: all is there since the frame was read."""

    def write_buildinfo(self) -> None:
        """Do nothing: Sphinx's own record of what has to be built again is not for shards."""

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page, and keep its path."""
        path = outfilename or self.get_output_path(pagename)
        self.made.add(path.relative_to(self.outdir).as_posix())
        super().handle_page(pagename, addctx, templatename, outfilename=outfilename, event_arg=event_arg)

    def dump_inventory(self) -> None:
        """Write objects.inv from the parts of all shards, if one of them has changed."""
        parts = exchange.objects(_shard(self).parent)
        made_of = digest_of(*map(digest, parts))
        known, path = _shard(self) / "objects.sha256", self.outdir / INVENTORY_FILENAME
        if path.exists() and known.exists() and known.read_text("utf-8") == made_of:
            return
        known.unlink(missing_ok=True)  # for the case that this is broken off
        path.write_bytes(exchange.objects_inv(parts, self.config.project, self.config.version))
        known.write_text(made_of, "utf-8")


class LastBuilder(FrameBuilder):
    """Writes what is made of finished pages."""

    name = "gazette-last"

    def get_outdated_docs(self) -> Iterator[str]:
        """Give none: all pages of files are written."""
        return iter(())

    def finish(self) -> None:
        """Write the pages that listeners make."""
        self.prepare_writing(set())
        for rows in self.events.emit(LAST_PAGES):
            for name, context, template in rows:
                self.handle_page(name, context, template)


def _shard(builder: DirectoryHTMLBuilder) -> Path:
    return Path(builder.config.gazette_shard)


def is_whole(app: Sphinx) -> bool:
    """Tell whether this build is of everything, as ``sphinx-build`` makes it, and not of a shard."""
    return not app.config.gazette_shard


def makes_frame(app: Sphinx) -> bool:
    """Tell whether this build writes the site's pages in HTML, and among them those that stand once."""
    parts = (ReadBuilder, ShardBuilder, LastBuilder)
    return isinstance(app.builder, StandaloneHTMLBuilder) and not isinstance(app.builder, parts)


def share(app: Sphinx) -> None:
    """Let the domain of a shard know what follows from the records of all."""
    if not is_whole(app):
        law_domain(app.env).shared = lambda: whole(app).graph


def whole(app: Sphinx) -> exchange.Whole:
    """Give what follows from the records of all shards together, in a build of one of them."""
    return exchange.whole(Path(app.config.gazette_shard).parent)


def _reads(app: Sphinx) -> bool:
    return is_whole(app) or isinstance(app.builder, ReadBuilder)


def _seen(env: BuildEnvironment) -> dict[str, tuple[int, ...]]:
    """Give, by page, by what its file was known when it was read."""
    seen: dict[str, tuple[int, ...]] = vars(env).setdefault("gazette_seen", {})
    return seen


def _known_by(path: Path) -> tuple[int, ...]:
    state = path.stat()
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size


def other(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], _removed: Set[str]) -> list[str]:
    """Name the pages whose files have changed: Sphinx sees newer ones, but one that is put back may be older."""
    known = env.found_docs - added - changed if _reads(app) else ()
    return [name for name in known if _seen(env).get(name) != _known_by(env.doc2path(name))]


def read_once(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let only those builders read that are there to read: to Sphinx, a file that was saved unchanged has changed."""
    if _reads(app):
        _seen(env).update((name, _known_by(env.doc2path(name))) for name in docnames)
        return
    kept = {name for name in docnames if (env.doctreedir / f"{name}.doctree").exists()}
    docnames[:] = sorted({*docnames} - (kept & env.all_docs.keys()))


def spare(app: Sphinx, builder: Builder) -> None:
    """Spare pages on which nobody has written the transforms that look for what only people write."""
    if isinstance(builder, ShardBuilder):
        transforms = app.registry.get_post_transforms()
        transforms[:] = [_sparing(transform) if _is_needless(transform) else transform for transform in transforms]


def _is_needless(transform: type[Transform]) -> bool:
    return transform.__name__ in NEEDLESS.get(transform.__module__, ())


def _sparing(transform: type[Transform]) -> type[Transform]:
    """Make a transform that leaves generated pages alone, unless a note stands on them."""

    def apply(self: SphinxTransform, **options: Any) -> None:
        docname = self.env.docname
        if not docname.startswith(GENERATED) or docname in law_domain(self.env).graph.notes:
            transform.apply(self, **options)  # type: ignore[attr-defined]  # the stubs lack it

    return type(transform.__name__, (transform,), {"apply": apply})


def setup_shards(app: Sphinx) -> None:
    """Register the builders, and the folder of the shard that is built; empty for a build of everything."""
    app.add_config_value("gazette_shard", "", "", types=frozenset({str}))
    app.add_event(LAST_PAGES)
    for builder in (ReadBuilder, ShardBuilder, FrameBuilder, LastBuilder):
        app.add_builder(builder)
    app.connect("builder-inited", share)
    app.connect("env-get-outdated", other)
    app.connect("env-before-read-docs", read_once, priority=400)  # generated pages are read at 500
    app.connect("write-started", spare)
