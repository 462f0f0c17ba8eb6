"""The law: documents, their units, what is cited, defined, in force; what of it Sphinx keeps and resolves.

=================  =====================================================================================
:mod:`.numerals`   十二, 12 and １２ are twelve; how printed numbers look
:mod:`.places`     第十二条第二款 as a value, with its spelling and its anchor
:mod:`.refs`       《title》（文号）第十二条 as a value: what people write
:mod:`.mention`    what running text says of documents and places, as values
:mod:`.mentions`   finds it; :mod:`.chains` reads 第三条、第五条至第八条, :mod:`.decimals` 2.1.2
:mod:`.tasks`      who is charged with what
:mod:`.outline`    the numbered units of a document, and what 第三条, 前款 or 附件2 means in it
:mod:`.records`    what is kept of a page
:mod:`.recording`  makes that of a page: :mod:`.parts` walks over it, :mod:`.reading` reads its mentions
:mod:`.notes`      editors' notes; :mod:`.misplaced` tells which stand where they should not
:mod:`.terms`      defined terms and their uses
:mod:`.names`      which document a 文号 or a title means
:mod:`.answers`    where a mention leads, or why nowhere
:mod:`.graph`      who cites whom, and what ended what: follows from the records of all pages
:mod:`.status`     in force on a day, not yet, no more; :mod:`.standing` is that as pages show it
:mod:`.domain`     the Sphinx domain: objects and roles
:mod:`.events`     when Sphinx does what of this
=================  =====================================================================================
"""
