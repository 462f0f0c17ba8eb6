"""The node that stands for one HTML element, and how it is written."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

VOID = {"wbr"}
ENDS_LINE = {"section", "div", "ol", "p"}
"""Elements after which the source of the page breaks its line; after others a break could show as a space."""


class element(nodes.General, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """An HTML element: ``tag``, ``html`` (its attributes) and docutils' own ``ids`` and ``classes``.

    Only for trees that are about to be written as HTML. A text element, since it may hold references directly.
    """


def make(tag: str, *children: nodes.Node, ids: list[str] | None = None, classes: str = "", **html: str) -> element:
    """Make an element; ``_`` in the name of an attribute stands for a hyphen.

    >>> make("a", nodes.Text("第三条"), rel="bookmark", href="#a3", aria_label="第三条").astext()
    '第三条'
    """
    attributes = {name.rstrip("_").replace("_", "-"): value for name, value in html.items()}
    return element("", "", *children, tag=tag, html=attributes, ids=list(ids or ()), classes=classes.split())


def visit_element(translator: HTML5Translator, node: nodes.Element) -> None:
    """Open the tag."""
    translator.body.append(translator.starttag(node, node["tag"], "", **node["html"]))


def depart_element(translator: HTML5Translator, node: nodes.Element) -> None:
    """Close it."""
    if node["tag"] not in VOID:
        translator.body.append(f"</{node['tag']}>" + ("\n" if node["tag"] in ENDS_LINE else ""))


def setup_markup(app: Sphinx) -> None:
    """Register the node for every builder that writes HTML."""
    app.add_node(element, html=(visit_element, depart_element))
