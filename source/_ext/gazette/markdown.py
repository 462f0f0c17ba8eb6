"""Reading generated documents: what MyST-Parser and Sphinx make of them, without what the converters never write.

Documents and issues are written by the converters and never edited, so three things may be left out, which take two
thirds of the time of reading a page and change nothing on it:

* front matter is one JSON value a line, which ``json`` reads some sixty times as fast as YAML's parser;
* blocks and words are of a small language, which :mod:`gazette.plain` reads;
* transforms and collectors that walk the whole tree in search of what no such document holds (footnotes, pictures,
  translations), or of what no page shows (Sphinx's own contents).

Every other page, and a document that is not of that form, is read as MyST-Parser reads it.
"""

import json
import re
from typing import Any

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from . import plain

__all__ = ["GENERATED", "DocumentParser", "front_matter", "is_needless", "setup_markdown"]

GENERATED = ("doc/", "gazette/")
"""What the names of generated pages begin with."""
ISSUES = "gazette/"
"""Of issues only the heading is read: their pages show the records of what they print."""
HIDDEN = "gazette_hidden"
"""In the state of Sphinx for the page that is read: what its collectors need not see of a generated page."""
NEEDLESS = {
    "docutils.transforms.frontmatter": {"DocTitle", "DocInfo", "SectionSubTitle"},
    "docutils.transforms.misc": {"Transitions"},
    "docutils.transforms.references": {
        "Substitutions", "PropagateTargets", "AnonymousHyperlinks", "IndirectHyperlinks", "Footnotes",
        "ExternalTargets", "InternalTargets",
    },
    "docutils.transforms.universal": {"StripComments", "Decorations", "ExposeInternals", "Validate"},
    "myst_parser.mdit_to_docutils.transforms": {
        "SortFootnotes", "CollectFootnotes", "UnreferencedFootnotesDetector", "AddSlugIds",
        "PrioritiseExplicitIds", "ResolveAnchorIds", "ResolveSectionRefs",
    },
    "sphinx.builders.latex.transforms": {"FootnoteDocnameUpdater"},
    "sphinx.domains.citation": {"CitationDefinitionTransform", "CitationReferenceTransform"},
    "sphinx.transforms": {
        "ApplySourceWorkaround", "ExtraTranslatableNodes", "DefaultSubstitutions", "MoveModuleTargets",
        "HandleCodeBlocks", "AutoNumbering", "AutoIndexUpgrader", "SortIds",
        "ReorderConsecutiveTargetAndIndexNodes",
        "DoctestTransform", "GlossarySorter", "SphinxSmartQuotes",
    },
    "sphinx.transforms.compact_bullet_list": {"RefOnlyBulletListTransform"},
    "sphinx.transforms.i18n": {
        "PreserveTranslatableMessages", "Locale", "TranslationProgressTotaliser", "AddTranslationClasses",
        "RemoveTranslatableInline",
    },
    "sphinx.transforms.references": {"SphinxDanglingReferences"},
    "sphinx_design.extension": {"AddFirstTitleCss"},
    # … and those of writing
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

_FIELD_RE = re.compile("(?P<name>[a-z_]+): (?P<value>.*)")


def front_matter(text: str) -> tuple[dict[str, Any], str] | None:
    r"""Read the front matter of a generated page, and give it with the text, which keeps its lines.

    None where a line is not ``name: JSON``.

    >>> front_matter('---\nid: "yunzhengfa/2023/9"\npage: 3\n---\n# 办法\n')
    ({'id': 'yunzhengfa/2023/9', 'page': 3}, '\n\n\n\n# 办法\n')
    """
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        return None
    values: dict[str, Any] = {}
    lines = head.split("\n")
    for line in lines:
        field = _FIELD_RE.fullmatch(line)
        try:
            values[field["name"]] = json.loads(field["value"])  # type: ignore[index]
        except (TypeError, ValueError):
            return None
    return values, "\n" * (len(lines) + 2) + body


class DocumentParser(MystParser):
    """MyST-Parser, with a short way for generated pages."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page into the document."""
        env: BuildEnvironment = document.settings.env
        found = front_matter(inputstring) if env.docname.startswith(GENERATED) else None
        values, text = found or ({}, "")
        if env.docname.startswith(ISSUES):
            text = text.partition("\n\n## ")[0].partition("\n- ")[0]
        if found is None or not plain.read(text, document):
            super().parse(inputstring, document)
            return
        env.metadata[env.docname].update(values)
        env.current_document[HIDDEN] = []
        # An entry is (priority, class, pending node, arguments).
        transforms = document.transformer.transforms
        transforms[:] = [entry for entry in transforms if not is_needless(entry[1])]


def is_needless(transform: type) -> bool:
    """Tell whether a transform looks for what no generated document holds."""
    return transform.__name__ in NEEDLESS.get(transform.__module__, ())


def hide(app: Sphinx, doctree: nodes.document) -> None:
    """Let Sphinx's collectors see no more of a generated page than its heading."""
    heading = doctree.next_node(nodes.section)
    if HIDDEN in app.env.current_document and heading:
        app.env.current_document[HIDDEN] = heading.children[1:]
        del heading.children[1:]


def show(app: Sphinx, doctree: nodes.document) -> None:
    """Give a generated page its text back."""
    heading = doctree.next_node(nodes.section)
    if HIDDEN in app.env.current_document and heading:
        heading.children += app.env.current_document[HIDDEN]


def setup_markdown(app: Sphinx) -> None:
    """Register the parser in place of MyST-Parser's own, which has to be set up before."""
    app.add_source_parser(DocumentParser, override=True)
    app.connect("doctree-read", hide, priority=400)  # the collectors' is 500
    app.connect("doctree-read", show, priority=550)
