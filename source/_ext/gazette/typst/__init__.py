"""PDFs: the doctrees as Typst, and Typst on all cores.

===============  =====================================================================
:mod:`.builder`  the Sphinx builder: the text of a document as Typst
:mod:`.writer`   its blocks; :mod:`.inline` what stands in them, :mod:`.tables` tables
:mod:`.text`     plain values as Typst: escaping, printed numbers, lines of titles
:mod:`.books`    main files: documents, issues, the corpus
:mod:`.tree`     the tree that all these are put into
:mod:`.build`    writes it in shards
:mod:`.compile`  PDFs of the tree: which of them, into which place
:mod:`.pdfs`     Typst on all cores
:mod:`.fonts`    the faces of GB/T 9704, or free ones
:mod:`.scripts`  the tree in Traditional
:mod:`.last`     whether there is anything to do
===============  =====================================================================
"""
