"""What tests share: how examples are found; the site of the sample gazettes, a server for it, and Chromium."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from sphinx.util.console import nocolor

settings.register_profile("seeded", derandomize=True, deadline=None)  # the same examples on any machine
settings.load_profile("seeded")

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
SAMPLES = sorted((ROOT / "source" / "raw").glob("*.txt"))
"""The sample gazettes"""
MIDDAY = "1793505600"
"""The first of November 2026 at noon in China."""
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@contextmanager
def quickly(seconds: float = 10) -> Iterator[None]:
    """Fail where more processor time is taken: what backtracks without bound takes minutes, all else milliseconds."""
    begin = process_time()
    yield
    assert process_time() - begin < seconds


def run(*command: str | Path, **environment: str) -> None:
    """Run a command of the project as the Makefile does."""
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "source" / "_ext")} | environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture(autouse=True)
def _plain_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Sphinx say things without colours, whatever the terminal and the tests before have set."""
    monkeypatch.setenv("NO_COLOUR", "1")
    monkeypatch.delenv("FORCE_COLOUR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    nocolor()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Convert and build the sample gazettes, in all scripts."""
    folder = tmp_path_factory.mktemp("site")
    source, out = folder / "source", folder / "out"
    source.mkdir()
    for name in ("index.md", "about.md", "notes", "corrections"):
        (source / name).symlink_to(ROOT / "source" / name)
    run("converters", "source/raw", "--out", source)
    options = ["-c", ".", "-b", "dirhtml", "-q", "-W", "--keep-going", "-d", str(folder / "trees")]
    run("sphinx", *options, source, out, SOURCE_DATE_EPOCH=MIDDAY)
    run("converters.variants", out)
    run("gazette.search", out)
    return out


class Files(SimpleHTTPRequestHandler):
    """Serves a folder as a web host does: compressed, with a page of its own for dead links."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".json": "application/json"}

    def do_GET(self) -> None:
        """Answer with a file, or 404.html."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        path = path if found else Path(self.directory) / "404.html"
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600" if "?v=" in self.path else "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, files: type[Files] = Files) -> Iterator[str]:
    """Serve a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: files(*args, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Serve the site."""
    with serving(site) as at:
        yield at


@contextmanager
def chromium_with_fonts(folder: Path) -> Iterator[Browser]:
    """Start Debian's Chromium with the Chinese fonts of the environment, so that text is as wide on every machine.

    Takes a folder for the list of fonts and their cache.
    """
    packages = [find_spec(f"pylopdf_fonts_{name}") for name in ("zh_cn", "zh_tw")]
    folders = "".join(f"<dir>{Path(spec.origin).parent}</dir>" for spec in packages if spec and spec.origin)
    (folder / "fonts.conf").write_text(FONTS.format(folders=folders, cache=folder), "utf-8")
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, env=environment)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Share one Chromium."""
    with chromium_with_fonts(tmp_path_factory.mktemp("fonts")) as browser:
        yield browser


class Faults(list[str]):
    """What goes wrong on pages: errors of scripts, of the content policy, requests to other hosts."""

    def watch(self, page: Page, at: str) -> None:
        """Listen to a page."""

        def console(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.append(message.text)

        def request(asked: Request) -> None:
            if not asked.url.startswith((at, "data:")):
                self.append(asked.url)

        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("console", console)
        page.on("request", request)


Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Open a page of the site: ``visit(path, width=…, **context options)``. Any fault on it fails the test."""
    contexts: list[BrowserContext] = []
    faults = Faults()

    def open_page(path: str, *, width: int = 1440, height: int = 900, at: str = address, **options: Any) -> Page:
        options = {"permissions": ["clipboard-read", "clipboard-write"]} | options
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        faults.watch(page, at)
        page.goto(at + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
