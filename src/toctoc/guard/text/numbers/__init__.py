"""Numbers, codes, phones, links."""
