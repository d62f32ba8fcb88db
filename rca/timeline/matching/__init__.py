"""The same event in two sources: rows that say one thing, found, scored and grouped."""
