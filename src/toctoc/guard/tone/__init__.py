"""The tone room: contempt for patients, attacks on colleagues; a remark to the author, no more."""
