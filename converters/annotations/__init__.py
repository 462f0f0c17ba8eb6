"""What the running text of a document says.

======================  ========================================================================================
:mod:`.annotate`        calls the others in order
:mod:`.running`         which blocks are read, and as what words
:mod:`.citations`       which documents it names: :mod:`.mentions` finds, :mod:`.listed` knows entries of lists
:mod:`.repeals`         which of these it ends
:mod:`.terms`           what it calls things; :mod:`.abbreviations` finds （以下简称《办法》）
:mod:`.validity`        from which day it applies, and to which
======================  ========================================================================================
"""
