""" "C'est mon histoire": a patient recognises their story and has it hidden at once (K18)."""
