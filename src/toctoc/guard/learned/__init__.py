"""A second opinion, learned from texts: names, towns, hospitals and ways that no rule found."""
