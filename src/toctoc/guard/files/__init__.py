"""Pictures, PDF and DICOM: what leaves is fresh pixels, and nothing that shows a patient.

A library like the rest of the guard: no Django, no database, no network. It needs the `files`
extra; without it attachments are off, and the page says so: never a weaker guard in silence.
"""
