"""Origins, kin, facts that few people share."""
