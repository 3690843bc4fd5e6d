"""Dates, births, months, years."""
