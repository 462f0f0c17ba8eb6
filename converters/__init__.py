"""Raw gazettes → MyST Markdown and corpus.json. `pipeline` shows the way from top to bottom."""
