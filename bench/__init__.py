"""Measures, printed and never judged: `python -m bench.<name>`."""
