"""Sealed files for an authority, and the disclosure of an identity by two persons (D13)."""
