"""A reader's own mark on every clinical page, and whom a leaked screenshot points at (D10)."""
