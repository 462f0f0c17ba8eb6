"""The pages: what each shows, and how the words of a rule are set."""
