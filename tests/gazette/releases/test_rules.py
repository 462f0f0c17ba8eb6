"""Rules for servers and hosts, and the configuration for nginx before a real nginx."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from gazette.addresses import SCRIPTS
from gazette.releases.inventory import Inventory, Moved
from gazette.releases.publish import publish
from gazette.releases.rules import HEADERS, POLICY, files
from gazette.releases.shelf import published
from gazette.releases.verify import verify
from tests.conftest import ROOT
from tests.releasesites import PAGES, make, page, snapshot

CONFIGURATION = ROOT / "source" / "_deploy" / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
MOVED = Inventory(
    {}, (), {"doc/a/1/": Moved("doc/b/1/", {}, rest=False), "doc/a/2/": Moved("doc/b/2/", {"a1": "doc/c/"}, rest=False)}
)

LONG = f"doc/{'guanyuyinfa' * 15}/2026-10/1/"
"""An address made of a title; as deep as the other one that moves, since both lead on by the same link."""


def test_pages_that_move_as_a_whole_have_rules_in_every_script() -> None:
    written = files(MOVED, "https://gongbao.example/law/")
    assert written["redirects.nginx.map"].split("\n")[:2] == [
        "/law/doc/a/1/ /law/doc/b/1/;",
        "/law/zh-hant/doc/a/1/ /law/zh-hant/doc/b/1/;",
    ]
    assert written["_redirects"].split("\n")[3:] == [
        "/law/zh-hk/doc/a/1/ /law/zh-hk/doc/b/1/ 301",
        "/law/v/:release/v/* /law/v/:splat 301",
        "",
    ]
    assert 'RedirectMatch 301 "^/law/doc/a/1/$" "/law/doc/b/1/"' in written[".htaccess"]
    assert not any("doc/a/2/" in text for text in written.values())


def test_the_policy_of_the_headers_is_that_of_the_pages() -> None:
    layout = (ROOT / "source" / "_ext" / "gazette" / "theme" / "layout.html").read_text("utf-8")
    (meta,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', layout)
    assert f"{meta}; frame-ancestors 'none'" == POLICY
    configuration = CONFIGURATION.read_text("utf-8")
    for name, value in HEADERS.items():
        assert f'add_header {name} "{value}" always;' in configuration
        assert f"{name}: {value}" in files(MOVED)["_headers"]


# ---- a real nginx ----

Get = Callable[..., tuple[int, dict[str, str], bytes]]


def two_releases(folder: Path) -> Path:
    """Publish two releases, of which the second has moved pages; give the published folder."""
    publish(make(folder, "2026.9", {**PAGES, "404/": (), LONG: ()}))
    wanted = make(folder, "2026.10", {"": (), "about/": ("citing",), "404/": (), "doc/b/1/": ("a1", "a1-k1", "a2")})
    leads = '<a id="moved" href="../../../b/1/">前往新址</a>'
    for script in SCRIPTS:
        for moved in ("doc/yunzhengfa/2026/1/", LONG):
            old = wanted.site / script.folder / moved / "index.html"
            old.parent.mkdir(parents=True)
            old.write_text(page("", (), leads), "utf-8")
        (wanted.site / script.folder / "404.html").write_text(f"没有这一页{script.mark}", "utf-8")
    (wanted.site / "_static").mkdir()
    (wanted.site / "_static" / "style.css").write_text("p { color: red }\n" * 100)
    (wanted.site / "feed.xml").write_text("<feed/>")
    publish(wanted)
    return folder / "public"


def configured(folder: Path, root: Path, port: int) -> Path:
    """Write a configuration of nginx that serves a published folder as the shipped one does."""
    shipped = CONFIGURATION.read_text("utf-8").replace("/srv/gazette/public", str(root))
    shipped = shipped.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("    listen [::]:80;\n", "")
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; worker_processes 1; user root; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{ worker_connections 64; }}\nhttp {{ include /etc/nginx/mime.types; access_log off;\n{shipped}}}\n"
    )
    return path


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    """Serve a published folder by nginx, with the configuration as it is shipped."""
    if NGINX is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command: list[str | Path] = [
        NGINX,
        "-c",
        configured(folder, two_releases(folder), port),
        "-e",
        folder / "error.log",
    ]
    subprocess.run([*command, "-t", "-q"], check=True)
    server = subprocess.Popen(command)

    def ask(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with closing(connection):
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    for _ in range(100):
        try:
            ask("/")
            break
        except ConnectionRefusedError:
            time.sleep(0.05)
    yield ask
    server.terminate()
    server.wait()


def test_nginx_serves_the_root_and_frozen_releases(get: Get) -> None:
    status, headers, body = get("/about/")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "text/html; charset=utf-8", "no-cache")
    assert {name: headers[name.lower()] for name in HEADERS} == HEADERS
    status, headers, frozen = get("/v/2026.10/about/")
    assert (status, frozen) == (200, body)
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert get("/about/", If_None_Match=get("/about/")[1]["etag"])[0] == 304


def test_nginx_compresses_and_lets_versioned_files_be_kept(get: Get) -> None:
    status, headers, _ = get("/_static/style.css?v=1a2b3c4d", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert get("/_static/style.css")[1]["cache-control"] == "no-cache"
    assert get("/feed.xml")[1]["content-type"] == "application/atom+xml; charset=utf-8"
    assert get("/raw/gongbao.txt")[1]["content-type"] == "text/plain"


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/doc/yunzhengfa/2026/1/", "/doc/b/1/"),
        ("/zh-hk/doc/yunzhengfa/2026/1/", "/zh-hk/doc/b/1/"),
        (f"/zh-hant/{LONG}", "/zh-hant/doc/b/1/"),
        ("/v/2026.10/v/2026.9/doc/yunzhengfa/2026/1/", "/v/2026.9/doc/yunzhengfa/2026/1/"),
        ("/about", "/about/"),
    ],
)
def test_nginx_redirects(get: Get, path: str, leads: str) -> None:
    status, headers, _ = get(path)
    assert (status, headers["location"]) == (301, leads)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere/", "简"),
        ("/zh-tw/nowhere/", "台"),
        ("/doc/", "简"),
        ("/.htaccess", "简"),
        ("/v/2026.9/nowhere/", "简"),
    ],
)
def test_nginx_answers_dead_links_in_their_script(get: Get, path: str, said: str) -> None:
    status, headers, body = get(path)
    assert (status, body.decode()) == (404, f"没有这一页{said}")
    assert headers["content-security-policy"] == POLICY


# ---- object storage and static hosts ----


@pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed: apt-get install rclone")
def test_an_upload_holds_the_newest_and_all_releases_and_drops_what_is_gone(tmp_path: Path) -> None:
    store, script = tmp_path / "store", ROOT / "source" / "_deploy" / "upload.sh"
    for version, words in (("2026.9", "第一条"), ("2026.10", "第二条")):
        publish(make(tmp_path, version, words=words))
        (store / "column").mkdir(parents=True, exist_ok=True)
        (store / "column" / "index.html").touch()
        environment = os.environ | {"RCLONE_CONFIG": str(tmp_path / "rclone.conf")}
        subprocess.run([script, tmp_path / "public", store], check=True, capture_output=True, env=environment)
    assert snapshot(store) == snapshot(tmp_path / "public")


def test_the_workflow_publishes_to_a_branch(tmp_path: Path) -> None:
    workflow = yaml.safe_load((ROOT / "source" / "_deploy" / "pages.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["publish"]["steps"] if "run" in step]
    home = tmp_path / "checkout"
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    subprocess.run(["git", "init", "-q", home], check=True)
    subprocess.run(["git", "-C", home, "remote", "add", "origin", bare], check=True)
    for version in ("2026.9", "2026.10"):
        subprocess.run(["git", "-C", home, "fetch", "-q", "origin"], check=True)
        shutil.rmtree(home / "public", ignore_errors=True)
        environment = os.environ | {"VERSION": version, "DATE": "", "GITHUB_ACTOR": "editor"}
        for step in steps:
            if "make publish" in step:
                publish(replace(make(tmp_path, version, words=version), target=home / "public"))
            else:
                subprocess.run(["bash", "-eo", "pipefail", "-c", step], cwd=home, env=environment, check=True)
    branch = tmp_path / "branch"
    subprocess.run(["git", "clone", "-q", "-b", "site", bare, branch], check=True, capture_output=True)
    shutil.rmtree(branch / ".git")
    assert verify(branch).faults == []
    assert [release.name for release in published(branch)] == ["2026.10", "2026.9"]
