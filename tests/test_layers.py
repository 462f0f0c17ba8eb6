"""Layers: what may import what. The two halves of the project meet in files only, and neither has a cycle."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.conftest import ROOT

PACKAGES = {"converters": ROOT / "converters", "gazette": ROOT / "source" / "_ext" / "gazette"}
ACROSS = {
    (
        "gazette.typst.scripts",
        "converters.variants",
    ): "PDFs in Traditional are compiled from sources converted in memory"
}
"""Imports from one half into the other, and why."""
ROOMS = ("printed", "lines", "issue", "documents", "annotations", "proof")
"""The rooms of the converters: each knows those before it, and the records that all pass on."""
PASSED_ON = {f"converters.{name}" for name in ("model", "text", "anchors")}
LATE = {
    ("converters.cli", "converters.run"): "a run that finds nothing to do needs none of what takes most of its time",
    ("gazette.typst.__main__", "gazette.typst.compile"): "loaded while another process works, or not at all",
}
"""Imports of the project's own modules inside functions, and why."""


def modules(package: str) -> dict[str, ast.Module]:
    """Parse every module of a package."""
    folder = PACKAGES[package]
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = [package, *path.relative_to(folder).with_suffix("").parts]
        found[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def _docstring(tree: ast.Module) -> str:
    return " ".join((ast.get_docstring(tree) or "").lower().split())


TREES = {name: tree for package in PACKAGES for name, tree in modules(package).items()}

PARENTS = sorted({name.rpartition(".")[0] for name in TREES} - {""})
"""The two halves, and their rooms."""

STANDARD = {name for name, tree in TREES.items() if "standard library only" in _docstring(tree)}
"""Modules that say of themselves that they import the standard library, and each other, only."""


def imported(name: str, tree: ast.AST) -> Iterator[str]:
    """Name every module that a tree imports; of the project's own, the module and not what is taken from it."""
    package = name if any(other.startswith(f"{name}.") for other in TREES) else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if whole in TREES else base


def late(tree: ast.Module) -> Iterator[ast.AST]:
    """Find the functions of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def top(module: str) -> str:
    """Name the package of a module."""
    return module.partition(".")[0]


@pytest.mark.parametrize("package", ["converters", "gazette"])
def test_imports_have_no_cycle(package: str) -> None:
    graph = {
        name: set(imported(name, tree)) & TREES.keys() - {name} for name, tree in TREES.items() if top(name) == package
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_functions_import_late_only_where_it_is_listed() -> None:
    own = {(name, other) for name, tree in TREES.items() for node in late(tree) for other in imported(name, node)}
    assert {edge for edge in own if top(edge[1]) in PACKAGES} == LATE.keys()


def test_the_halves_import_each_other_only_where_it_is_listed() -> None:
    edges = {(name, other) for name, tree in TREES.items() for other in imported(name, tree)}
    crossing = {edge for edge in edges if top(edge[1]) in PACKAGES and top(edge[0]) != top(edge[1])}
    assert crossing == ACROSS.keys()


def test_converters_know_nothing_of_sphinx() -> None:
    edges = {(name, other) for name, tree in TREES.items() for other in imported(name, tree)}
    assert {edge for edge in edges if top(edge[0]) == "converters" and top(edge[1]) in ("sphinx", "docutils")} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_the_converters_know_those_before_them(room: str) -> None:
    known = tuple(f"converters.{name}" for name in ROOMS[: ROOMS.index(room) + 1])
    edges = {(name, other) for name, tree in TREES.items() for other in imported(name, tree)}
    own = {(name, other) for name, other in edges if name.startswith(f"converters.{room}.")}
    assert own
    outside = {edge for edge in own if top(edge[1]) == "converters" and not edge[1].startswith(known)}
    assert {edge for edge in outside if edge[1] not in PASSED_ON} == set()


def test_the_law_knows_nothing_of_what_shows_it() -> None:
    edges = {(name, other) for name, tree in TREES.items() for other in imported(name, tree)}
    shown = ("gazette.pages", "gazette.releases", "gazette.search", "gazette.shards", "gazette.typst")
    assert {edge for edge in edges if edge[0].startswith("gazette.law") and edge[1].startswith(shown)} == set()


@pytest.mark.parametrize("room", PARENTS)
def test_a_room_says_what_its_modules_are(room: str) -> None:
    modules = {name.rpartition(".")[2] for name in TREES.keys() - {*PARENTS} if name.rpartition(".")[0] == room}
    said = ast.get_docstring(TREES[room]) or ""
    assert sorted(re.findall(r":mod:`\.([a-z]+)`", said)) == sorted(modules - {"__main__"})


@pytest.mark.parametrize("name", sorted(STANDARD))
def test_what_says_so_imports_the_standard_library_only(name: str) -> None:
    others = set(imported(name, TREES[name])) - STANDARD
    assert {other for other in others if top(other) not in sys.stdlib_module_names} == set()


def test_the_lowest_stages_say_so() -> None:
    lowest = ("anchors", "model", "text", "printed.characters", "printed.numerals")
    assert {f"converters.{name}" for name in lowest} <= STANDARD
