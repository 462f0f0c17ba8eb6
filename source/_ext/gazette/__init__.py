"""The pages of the legal corpus, from MyST documents and corpus.json; what finds in them; what is published of them.

Nothing is imported here, so that commands which need no Sphinx start without it; it loads :mod:`.extension`.
"""
