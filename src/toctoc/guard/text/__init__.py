"""Detectors of French identifiers: each reads a `Doc` and yields `Hit`s in its offsets."""
