"""The law: documents, their units, what is cited, defined, in force; what of it Sphinx keeps and resolves."""
