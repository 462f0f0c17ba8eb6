"""Releases: a corpus that can be cited in ten years.

``python -m gazette.releases publish SITE DIR VERSION`` adds a finished site to a published folder, ``verify DIR``
proves all of it. The folder is plain: any web server, object storage or static host serves it as it is::

    DIR/                  what readers see
      index.html, doc/…   the newest release: the same files as in its folder below v/, by hard links
      releases.json       {"releases": [{"release": "2026.11", "date": "2026-11-21"}, …]}, newest first
      promises.json       every address and anchor that any release has published: what the next one must still know
      v/2026.11/          a release: complete, read-only, frozen; its bytes never change
      v/2026.10/          …
    .DIR.next             beside it: the folder that is being made; what a crash left there is removed by the next try
    .DIR.before           what DIR was before the last publication; may be deleted
    .DIR.lock             held while somebody publishes

Besides what the build wrote (pages in all scripts, PDFs, search, corpus.json, redirects) a release holds::

    release.json          {"release", "date"}
    texts.json            which release held which version of which document, since the first
    doc/…/text.json       the text of a document, article by article: what later releases compare theirs with
    changes/ feed.xml     what it has otherwise than each earlier release
    anchors.json          {"pages": {"doc/yunzhengfa/2023/9/": ["a1", "a1-k1", …]}, "files": ["pdf/….pdf", …]}
    raw/                  the raw gazettes that it was made from
    sources.sha256        SHA-256 of everything else that it was made from: notes, corrections, terms, code, lock file
    redirects.nginx.map   with _redirects, _headers and .htaccess: rules for servers and hosts
    SHA256SUMS            of every file of the release; ``sha256sum -c`` reads both lists
    SHA256SUMS.minisig    signature of that list, where a key was given

A release is made beside DIR, brought to disk, and exchanged with DIR in one system call: whatever happens, DIR is the
old site or the new one. Files that are equal, byte by byte, are one file on disk: between releases, and between a
release and the root.

==================  ================================================================================
:mod:`.publish`     a finished site becomes a release, and the newest
:mod:`.shelf`       which releases there are, and their order
:mod:`.swap`        one folder in the place of another, in one step
:mod:`.manifest`    SHA-256 of files; :mod:`.signature` signs them
:mod:`.inventory`   all addresses and anchors of a site
:mod:`.promises`    those that were published, and must still lead somewhere
:mod:`.rules`       rules for servers: what moved
:mod:`.verify`      proves all of a published folder
:mod:`.stamp`       what a site says of itself that is built as a release
:mod:`.texts`       the text of a document as a release keeps it
:mod:`.extract`     reads it off the finished page, by :mod:`.elements`
:mod:`.history`     what each release held; :mod:`.changes` which documents differ between two
:mod:`.succession`  which documents follow one another
:mod:`.difference`  what differs between two texts: parts by :mod:`.align`, words by :mod:`.wording`
:mod:`.typography`  what is the same character, however it was typeset
:mod:`.pages`       the pages of this, in Sphinx; :mod:`.views` is what templates are given
:mod:`.data`        the same as JSON
:mod:`.feed`        the same as an Atom feed
==================  ================================================================================
"""
