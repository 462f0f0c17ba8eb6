"""The lines of one document → its paragraphs, blocks with anchors, and fields.

=====================  =========================================================================================
:mod:`.document`       calls the others in order
:mod:`.numbering`      which numbers at the heads of lines begin nothing: they are :mod:`.cited`, stand in
                       :mod:`.quotations`, or are listed in :mod:`.outlines`
:mod:`.decimals`       outlines numbered 1, 1.1, 1.1.1
:mod:`.roles`          who speaks, who signs, which titles stand inside (:mod:`.enclosed`)
:mod:`.joining`        lines → paragraphs: :mod:`.paragraphs` ranks the :mod:`.evidence` at each break
:mod:`.blocks`         paragraphs → blocks: numbers told from words
:mod:`.tables`         rows → blocks with cells
:mod:`.structure`      what stands under what: anchors and levels
:mod:`.fields`         title, 文号, issuers, dates
=====================  =========================================================================================
"""
