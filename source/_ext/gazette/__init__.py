"""The Sphinx extension: MyST documents and corpus.json in, the pages of the legal corpus out."""
