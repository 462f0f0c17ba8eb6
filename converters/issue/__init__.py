"""Lines → the issue around the documents, and where each of these begins.

======================  ========================================================================================
:mod:`.frame`           what belongs to the issue and to no document, told by all that follow but the last two
:mod:`.masthead`        cover and colophon
:mod:`.contents`        the contents, of which :mod:`.entries` reads each entry
:mod:`.columns`         栏目: headings under which an issue prints its documents
:mod:`.runningheads`    lines at the edges of pages
:mod:`.continued`       heads of tables that every page prints again
:mod:`.webpage`         what a website puts around a document; :mod:`.records` reads its 索引号, 发文字号, …
:mod:`.heads`           where documents begin, by the rules in :mod:`.headrules`
:mod:`.titlelines`      which lines read as a title
======================  ========================================================================================
"""
