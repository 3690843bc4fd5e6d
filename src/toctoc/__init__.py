"""Toctoc: verified health professionals ask colleagues and get answers within minutes."""

__version__ = "0.1.0"
