"""The right door for a patient's grievance: councils of the seven Orders and others (B1-B4)."""
