"""Confirmed corrections in the text: the role ``{corr}`` that the converters write, ``水平<能力>``, ours<printed>.

For every builder it is an ``inline`` of class ``corr`` that reads as corrected and has the printed reading in
``printed``; pages show the printed reading behind it, PDFs in a footnote.
"""

import re

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

__all__ = ["correction", "printed", "printed_reading", "setup_corrections"]

READINGS_RE = re.compile("(?P<right>[^<>]+)<(?P<printed>[^<>]*)>")
RoleResult = tuple[list[nodes.Node], list[nodes.system_message]]


def corr(
    _name: str, rawtext: str, text: str, lineno: int, inliner: Inliner, _options: object = None, _content: object = None
) -> RoleResult:
    """Make the node of a correction; what is not ``right<printed>`` is an error with its line."""
    match = READINGS_RE.fullmatch(text)
    if match is None:
        message = inliner.reporter.error(f"a correction is written right<printed>, not {text!r}", line=lineno)
        return [inliner.problematic(rawtext, rawtext, message)], [message]
    return [correction(match["right"], match["printed"])], []


def correction(right: str, printed: str) -> nodes.inline:
    """Make the node of a correction."""
    return nodes.inline("", right, classes=["corr"], printed=printed)


class printed(nodes.inline):  # noqa: N801 - docutils names its nodes so
    """What a page says of the printed reading, in small type; it is not of the text."""

    def astext(self) -> str:
        """Give no words."""
        return ""


class PrintedReadings(SphinxPostTransform):
    """Show what the gazette prints behind what should stand there."""

    default_priority = 30
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Put it behind every correction."""
        for node in list(self.document.findall(nodes.inline)):
            if "corr" in node["classes"] and "printed" in node:
                said = nodes.Text(_PRINTED.format(node["printed"]) if node["printed"] else _NOTHING)
                node.parent.insert(node.parent.index(node) + 1, printed("", "", said))


_PRINTED, _NOTHING = "〔公报印作“{}”〕", "〔公报无此字〕"


def printed_reading(said: str) -> str:
    """Give the printed reading of what a page says behind a correction.

    >>> printed_reading("〔公报印作“担担”〕"), printed_reading("〔公报无此字〕")
    ('担担', '')
    """
    before, after = _PRINTED.split("{}")
    return "" if said == _NOTHING else said.removeprefix(before).removesuffix(after)


def visit_printed(translator: HTML5Translator, _node: printed) -> None:
    """Begin the small type."""
    translator.body.append("<small>")


def depart_printed(translator: HTML5Translator, _node: printed) -> None:
    """End it."""
    translator.body.append("</small>")


def setup_corrections(app: Sphinx) -> None:
    """Register the role, the node and the transform."""
    app.add_node(printed, html=(visit_printed, depart_printed))
    app.add_role("corr", corr)
    app.add_post_transform(PrintedReadings)
