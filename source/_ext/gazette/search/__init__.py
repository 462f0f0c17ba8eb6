"""Finding without a server: an index of bigrams as small static files, and the page that asks it.

======================  ==========================================================================================
:mod:`.records`         a finished page → the document and its records, the units that are found
:mod:`.outline`         the tags of a page → which of its texts make them up
:mod:`.reading`         the pages of a document in all scripts → its records in each; kept from run to run
:mod:`.forms`           what other scripts have in the place of a character of Simplified
:mod:`.fold`            what counts as the same: one script, half width, lower case, letters and digits only
:mod:`.postings`        bigrams → numbers of records, coded
:mod:`.lists`           documents → the lists of their bigrams, on all cores, and how these differ after a change
:mod:`.index`           the files: their format, and ``build(site)``, which writes them with :mod:`.shards` (lists),
                        :mod:`.texts` (what results show) and :mod:`.files`; :mod:`.kept` is for the next run
:mod:`.page`            the page ``/search/``, for Sphinx
======================  ==========================================================================================

``python -m gazette.search SITE`` runs over the finished site, after all scripts are there: every excerpt is then, to
the character, what the page in that script says, though texts stand in the index only once.
"""
