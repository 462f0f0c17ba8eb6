"""The pages of the legal corpus, from MyST documents and corpus.json; what finds in them; what is published of them.

Nothing is imported here, so that commands which need no Sphinx start without it.

===================  ===============================================================================
:mod:`.extension`    what Sphinx loads
:mod:`.addresses`    where things stand on the site
:mod:`.corpus`       the records of corpus.json; :mod:`.corpusfile` reads them
:mod:`.site`         the corpus as pages look it up: issues, neighbours, columns, years
:mod:`.markdown`     reads generated pages, in the language of :mod:`.plain`
:mod:`.markup`       the body of a page as HTML; :mod:`.classes` has what is not the gazette's
:mod:`.corrections`  confirmed corrections in the text
:mod:`.redirects`    what earlier releases called otherwise
:mod:`.templates`    renders templates by plain Jinja
:mod:`.characters`   Chinese characters, :mod:`.pinyin` of them, :mod:`.days` as they are written
:mod:`.digests`      digests of files, :mod:`.whole` files, :mod:`.compact` JSON
:mod:`.command`      how a command ends, :mod:`.turn` when it begins, :mod:`.workers` on which cores
===================  ===============================================================================
"""
