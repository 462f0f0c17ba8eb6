"""How things are printed: patterns and readers of words and signs, which know no line and no document.

====================  ======================================================================================
:mod:`.characters`    white space, Chinese characters, full width, brackets
:mod:`.glyphs`        characters that stand for others
:mod:`.traditional`   characters of Traditional, and those of Simplified for them
:mod:`.numerals`      第十二条 and 第12条 are the same number
:mod:`.dates`         2023年5月2日, 二○二三年五月二日
:mod:`.docnos`        文号 in running text
:mod:`.titles`        titles in 《》
:mod:`.surnames`      surnames of persons
:mod:`.brackets`      brackets in pairs
:mod:`.bylines`       who issues what stands under a title, and when
:mod:`.histories`     （…通过　…公布）: who published a law, and when
:mod:`.attributions`  （市科技局负责）: brackets that say who has to do something
:mod:`.authorities`   which titles name a document of authority
:mod:`.forms`         what stands on a line of its own: numbers, headings, signatures, annexes
====================  ======================================================================================
"""
