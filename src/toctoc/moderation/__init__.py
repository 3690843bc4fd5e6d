"""Notices, the desk, decisions, measures, appeals: justice between persons."""
