"""The pages: what each shows, and how the words of a rule are set.

=================  ========================================================================================
:mod:`.contexts`   which template sets which page, and what it is given; calls the others
:mod:`.structure`  the body of a document; :mod:`.articles` and :mod:`.headings` are parts of it
:mod:`.contents`   its 目录
:mod:`.titles`     titles, cut where a line may break
:mod:`.view`       what its page shows of the law around it
:mod:`.lawpages`   pages made of the law alone: calls :mod:`.indices` and :mod:`.citing`
:mod:`.lists`      documents by gazette, column and year
:mod:`.home`       the home page, with two pictures: :mod:`.network` of citations, :mod:`.periods` in force
:mod:`.resolver`   the names by which ``/cite/`` finds a place
:mod:`.moved`      pages and anchors of earlier releases, which lead on
:mod:`.machines`   what programs read beside the pages
=================  ========================================================================================
"""
