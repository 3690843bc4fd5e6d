"""Toctoc: verified health professionals ask colleagues and get answers within minutes."""

