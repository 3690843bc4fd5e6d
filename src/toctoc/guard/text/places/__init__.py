"""Towns, regions, addresses."""
