"""Rules for servers, as files of a release: what moved, and what every answer should say.

The pages lead on by themselves (:mod:`gazette.pages.moved`); with these rules a server does so before it sends a page.

=======================  =============================================================================================
``redirects.nginx.map``  for the configuration in ``source/_deploy/nginx.conf``
``.htaccess``            for Apache
``_redirects``           for Netlify, Cloudflare Pages and hosts like them; ``_headers`` likewise
``.nojekyll``            for GitHub Pages, which else leaves out ``_static``
=======================  =============================================================================================

Earlier pages of which an anchor has gone elsewhere have no rule: a server does not see anchors, their page does.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from ..addresses import SCRIPTS
from .inventory import Inventory

__all__ = ["HEADERS", "POLICY", "files", "moved"]

POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""What pages may load: the theme's own policy, and that nobody may frame them."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FRESH = "no-cache"
"""Of the root, which shows the newest release: asked for anew each time, and answered with 304."""
FROZEN = "public, max-age=31536000, immutable"
"""Of a release."""


def moved(found: Inventory, base_url: str = "") -> Iterator[tuple[str, str]]:
    """Give earlier addresses and those now, in each script, from the root of the host."""
    root = urlsplit(base_url).path.rstrip("/")
    for script in SCRIPTS:
        for old, page in sorted(found.moved.items()):
            if not page.anchors:
                yield f"{root}/{script.folder}{old}", f"{root}/{script.folder}{page.to}"


def files(found: Inventory, base_url: str = "") -> dict[str, str]:
    """Give the files of rules: name → content."""
    pairs, root = list(moved(found, base_url)), urlsplit(base_url).path.rstrip("/")
    said = [f"{name}: {value}" for name, value in (*HEADERS.items(), ("Cache-Control", FRESH))]
    return {
        "redirects.nginx.map": _text(f"{old} {new};" for old, new in pairs),
        "_redirects": _text(
            [*(f"{old} {new} 301" for old, new in pairs), f"{root}/v/:release/v/* {root}/v/:splat 301"]
        ),
        "_headers": _text(
            (
                f"{root}/*",
                *(f"  {line}" for line in said),
                f"{root}/v/*",
                "  ! Cache-Control",
                f"  Cache-Control: {FROZEN}",
            )
        ),
        ".htaccess": _text(_apache(pairs, root)),
        ".nojekyll": "",
    }


def _apache(pairs: Iterable[tuple[str, str]], root: str) -> Iterator[str]:
    yield "Options -Indexes"
    yield "AddDefaultCharset utf-8"
    yield f"ErrorDocument 404 {root}/404.html"
    yield from (f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in pairs)
    yield f'RedirectMatch 301 "^{re.escape(root)}/v/[^/]+/v/(.*)$" "{root}/v/$1"'
    yield "<IfModule mod_headers.c>"
    yield from (f'Header always set {name} "{value}"' for name, value in HEADERS.items())
    yield f'Header set Cache-Control "{FRESH}"'
    yield f'Header set Cache-Control "{FROZEN}" "expr=%{{REQUEST_URI}} =~ m#^{root}/v/#"'
    yield "</IfModule>"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
