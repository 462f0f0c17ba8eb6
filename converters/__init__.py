"""Raw gazettes → MyST Markdown and corpus.json.

================  ==================================================================
:mod:`.pipeline`  the way from raw files to a corpus
:mod:`.model`     the records that its stages pass on
:mod:`.text`      text that knows where it came from
:mod:`.anchors`   the one table of how a printed number becomes an address
:mod:`.corpus`    many files → one corpus; corpus.json
:mod:`.myst`      blocks → MyST Markdown
:mod:`.report`    the editor's report
:mod:`.run`       all of it in files: :mod:`.raw` finds and reads them
:mod:`.cli`       the command; :mod:`.kept` tells it what need not be done again
:mod:`.command`   how a command ends; :mod:`.workers` spread its work over the cores
================  ==================================================================
"""
