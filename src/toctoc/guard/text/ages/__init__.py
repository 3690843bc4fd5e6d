"""Ages in every notation."""
