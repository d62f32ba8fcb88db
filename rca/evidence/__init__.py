"""Raw exports read into canonical rows: every row is kept, or refused with its reason."""
