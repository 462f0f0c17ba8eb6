"""An article for HTML: 款 hold their 项, 项 their 目, and the number of the article runs into the first 款."""

from collections.abc import Callable

from docutils import nodes

from ..law.numerals import han
from ..law.places import Place, Rank
from ..markup import Child, Element, inline, make
from .headings import numbered

Flow = Callable[[list[nodes.Node], int], list[Child]]
"""How what is neither 款 nor 项 nor 目 is set: children, depth → elements."""


def article(section: nodes.section, children: list[nodes.Node], depth: int, flow: Flow) -> Element:
    """Make ``<section class="article">`` of an article's section, and those of its children that belong to it."""
    builder = _Article(section, depth)
    ranks = {"paragraph": builder.paragraph, "item": builder.item, "subitem": builder.subitem}
    for child in children:
        if isinstance(child, nodes.paragraph) and (add := ranks.get(" ".join(child["classes"]))):
            add(child)
        else:
            builder.place.children += flow([child], depth + 1)
    builder.name_paragraphs()
    return builder.root


class _Article:
    """Puts the blocks of an article, in their order, where they belong."""

    def __init__(self, section: nodes.section, depth: int) -> None:
        self.number = section[0].astext()
        self.root = make("section", ids=section["ids"], classes="article")
        link = make("a", *inline(section[0].children), html={"rel": "bookmark", "href": f"#{section['ids'][0]}"})
        self._paragraphs: list[Element] = []
        self._open(make("div", make(f"h{min(depth, 6)}", link), classes="k"))

    def _open(self, paragraph: Element) -> None:
        self._paragraphs.append(paragraph)
        self.root.children.append(paragraph)
        self.place = paragraph
        """Where what comes next stands, unless it opens a place of its own."""
        self._item: Element | None = None

    def paragraph(self, node: nodes.Element) -> None:
        """款: a paragraph without a number. The first shares its line with the number of the article."""
        inner = make("p", *inline(node.children))
        first = self._paragraphs[0]
        if len(first.children) == 1:
            first.ids = node["ids"]
            first.children += [nodes.Text("　"), inner]
        else:
            self._open(make("div", inner, ids=node["ids"], classes="k"))

    def item(self, node: nodes.Element) -> None:
        """项: hangs in the list of its 款."""
        self._item = self._listed(node, self._paragraphs[-1], "x")

    def subitem(self, node: nodes.Element) -> None:
        """目: hangs in the list of its 项; of its 款 where that has none."""
        self._listed(node, self._item or self._paragraphs[-1], "m")

    def _listed(self, node: nodes.Element, host: Element, name: str) -> Element:
        last = host.children[-1]
        if not (isinstance(last, Element) and last.classes == [name]):
            host.children.append(last := make("ol", classes=name))
        words = numbered(inline(node.children), node["ids"][0] if node["ids"] else None, "n")
        self.place = make("li", *words, ids=node["ids"])
        last.children.append(self.place)
        return self.place

    def name_paragraphs(self) -> None:
        """Give each 款 its name (第二款) as a link, where the article has several: a single one is never cited."""
        named = [paragraph for paragraph in self._paragraphs if paragraph.ids]
        for paragraph in named if len(named) > 1 else ():
            self._name(paragraph, paragraph.ids[0])

    def _name(self, paragraph: Element, anchor: str) -> None:
        place = Place.of_anchor(anchor)
        if place is None or place.rank is not Rank.PARAGRAPH:
            return
        name = f"第{han(place.steps[-1].number)}款"
        said = {"data-n": name, "aria-label": self.number + name}
        link = make("a", classes="kuan", html={"rel": "bookmark", "href": f"#{anchor}", **said})
        words = next(child for child in paragraph.children if isinstance(child, Element) and child.tag == "p")
        words.children.append(link)
