"""Lists of documents: by gazette, column and year. Names, contexts and templates of their pages; pure."""

from collections.abc import Iterator
from typing import Any

from .site import IssuePage, Site, grouped, paged

PAGE_SIZE = 300
"""Documents on one page of a column."""

PageRow = tuple[str, dict[str, Any], str]
"""Name, context, template: as Sphinx's ``html-collect-pages`` takes it."""


def lists(site: Site) -> Iterator[PageRow]:
    """Give the pages of all lists."""
    yield from _gazettes(site)
    yield from _columns(site)
    for year, documents in site.by_year.items():
        context = {"title": year_name(year), "kind": "年份", "groups": {None: documents}, "pages": []}
        yield f"year/{year}", context, "list.html"


def browse(site: Site) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Give the ways in, for the home page: heading, and rows of name, docname and how many."""
    gazettes = grouped(site.issues.values(), lambda issue: issue.gazette)
    return [
        ("公报", [(issues[0].issue.title, name, len(issues)) for name, issues in gazettes.items()]),
        ("栏目", [(c, _column_page(site, c), len(documents)) for c, documents in site.by_column.items()]),
        ("年份", [(year_name(y), f"year/{y}", len(documents)) for y, documents in site.by_year.items()]),
    ]


def year_name(year: str) -> str:
    """2024年; documents without a date have a page, too."""
    return f"{year}年" if year.isdigit() else "未载日期"


def _gazettes(site: Site) -> Iterator[PageRow]:
    for docname, issues in grouped(site.issues.values(), lambda issue: issue.gazette).items():
        years: dict[int | None, list[IssuePage]] = grouped(issues, lambda page: page.issue.year)
        yield docname, {"title": issues[0].issue.title, "years": years}, "gazette.html"


def _columns(site: Site) -> Iterator[PageRow]:
    for column, documents in site.by_column.items():
        folder = _column_page(site, column)
        by_year = grouped(documents, lambda d: year_name(str(d.day.year) if d.day else ""))
        pages = paged(by_year, PAGE_SIZE)
        names = [folder, *(f"{folder}/{index}" for index in range(2, len(pages) + 1))]
        named = list(zip(names, pages, strict=True))
        for name, groups in named:
            yield name, {"title": column, "kind": "栏目", "groups": groups, "pages": named}, "list.html"


def _column_page(site: Site, column: str) -> str:
    return f"column/{site.column_slugs[column]}"
