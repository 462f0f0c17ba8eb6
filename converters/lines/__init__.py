"""The bytes of a raw file → clean lines, put together where print, scan or text layer broke them.

===================  ===========================================================================================
:mod:`.decode`       bytes → text
:mod:`.lines`        text → lines, freed of what :mod:`.fixers` and :mod:`.htmltables` know
:mod:`.looks`        what a line looks like, its neighbours unseen
:mod:`.layout`       how the lines of a file are set; :mod:`.widths` and :mod:`.pages` tell what this proves
:mod:`.folios`       numbers of pages, and marks that programs put there
:mod:`.mending`      lines as they were printed; calls the next three
:mod:`.pieces`       lines that fell into pieces
:mod:`.drawn`        rows of tables that are drawn of signs
:mod:`.runon`        articles and items that begin inside a line
:mod:`.cells`        words that stand side by side on a line
:mod:`.rows`         rows of lists, and of tables that lost their rules
:mod:`.regrouping`   rows in the place of the lines that hold their cells; calls the next four
:mod:`.stacked`      tables of which each cell has a line of its own
:mod:`.aligned`      tables that are set in columns of white space
:mod:`.cellwise`     tables whose head stands on one line, and their cells below each other
:mod:`.members`      lists of members with a line for each name and each post
:mod:`.sidebyside`   two columns of a page that run together
===================  ===========================================================================================
"""
