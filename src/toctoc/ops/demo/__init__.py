"""The living demo: an invented community that answers, on SQLite, with nothing else to install."""
