"""Proof that nothing is lost or altered; what is wrong in the print itself, and how editors correct it.

=====================  =========================================================================================
:mod:`.account`        what became of every character of a raw file
:mod:`.readback`       the written Markdown, read again
:mod:`.collate`        two copies of one document, held against each other
:mod:`.faults`         what may be wrong in the print: reported, never mended
:mod:`.corrections`    what an editor confirmed to be wrong
=====================  =========================================================================================
"""
