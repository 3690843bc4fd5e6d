"""Hospitals, homes, employers, schools."""
