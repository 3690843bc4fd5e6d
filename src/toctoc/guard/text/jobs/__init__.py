"""Jobs and schooling."""
