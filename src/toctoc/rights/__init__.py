"""A member's data: export, erasure, and the retention table that the code executes (X5, M5)."""
