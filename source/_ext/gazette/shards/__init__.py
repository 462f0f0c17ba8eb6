"""Building in shards, on all cores: what each reads and writes, and the files through which they meet.

=================  ====================================================================
:mod:`.build`      the way from top to bottom, and the command
:mod:`.plan`       cuts the source into shards
:mod:`.tasks`      what each process is told and tells
:mod:`.builders`   Sphinx's builder of pages in parts: one that reads, three that write
:mod:`.exchange`   what the shards tell each other
:mod:`.freshness`  which pages show something else of others than before
:mod:`.kept`       what stays for the next build
=================  ====================================================================
"""
