"""Facts, wording and issue of each letter. Made only from signed-off data."""
