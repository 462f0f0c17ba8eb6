"""Lists of documents: by gazette, column and year. Names, contexts and templates of their pages; pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ..site import Site, grouped, paged, year_of

V = TypeVar("V")

PAGE_SIZE = 300
"""Rows on one page of a list or of an index."""

PageRow = tuple[str, dict[str, Any], str]
"""Name, context, template: as Sphinx's ``html-collect-pages`` takes it."""


def lists(site: Site) -> Iterator[PageRow]:
    """Give the pages of all lists."""
    yield from _gazettes(site)
    yield from _columns(site)
    for year, documents in site.by_year.items():
        long = len(documents) > PAGE_SIZE and year.isdigit()
        groups = grouped(documents, lambda d: f"{d.day.month}月" if d.day else "") if long else {"": documents}
        title, name = year_list(year)
        yield from _listed(name, {"title": title, "kind": "年份"}, groups, "list.html")


def browse(site: Site) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Give the ways in, for the home page: heading, and rows of name, docname and how many."""
    gazettes = grouped(site.issues.values(), lambda issue: issue.gazette)
    return [
        ("公报", [(issues[0].issue.title, name, len(issues)) for name, issues in gazettes.items()]),
        ("栏目", [(c, _column_page(site, c), len(documents)) for c, documents in site.by_column.items()]),
        ("年份", [(*year_list(y), len(documents)) for y, documents in site.by_year.items()]),
    ]


def year_name(year: str) -> str:
    """2024年; documents without a date have a page, too."""
    return f"{year}年" if year.isdigit() else "未载日期"


def year_list(year: str) -> tuple[str, str]:
    """Give the name and the page of the list of a year (:func:`gazette.site.year_of`)."""
    return year_name(year), f"year/{year}"


def _gazettes(site: Site) -> Iterator[PageRow]:
    for docname, issues in grouped(site.issues.values(), lambda issue: issue.gazette).items():
        years = grouped(issues, lambda page: f"{page.issue.year}年" if page.issue.year else "未载年份")
        yield from _listed(docname, {"title": issues[0].issue.title}, years, "gazette.html")


def _columns(site: Site) -> Iterator[PageRow]:
    for column, documents in site.by_column.items():
        years = grouped(documents, lambda d: year_name(year_of(d)))
        yield from _listed(_column_page(site, column), {"title": column, "kind": "栏目"}, years, "list.html")


def page_names(name: str, count: int) -> list[str]:
    """Name so many pages of a list or of an index.

    >>> page_names("year/2024", 3)
    ['year/2024', 'year/2024/2', 'year/2024/3']
    """
    return [name, *(f"{name}/{number}" for number in range(2, count + 1))]


def _listed(name: str, context: dict[str, Any], groups: Mapping[str, Sequence[V]], template: str) -> Iterator[PageRow]:
    """Lay groups out on as many pages as they need; each page tells of all, by its address and what it holds."""
    pages = paged(groups, PAGE_SIZE)
    names = page_names(name, len(pages))
    labels = ["至".join(dict.fromkeys((first, last))) for first, *_, last in ([*page, *page] for page in pages)]
    named = [
        (part, label if labels.index(label) == place else f"{label}（{place - labels.index(label) + 1}）")
        for place, (part, label) in enumerate(zip(names, labels, strict=True))
    ]
    for part, page in zip(names, pages, strict=True):
        yield part, {**context, "groups": page, "pages": named}, template


def _column_page(site: Site, column: str) -> str:
    return f"column/{site.column_slugs[column]}"
