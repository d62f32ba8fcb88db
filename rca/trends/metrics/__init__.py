"""Metrics as data: what each one counts, and the aggregates that it needs, computed where the rows are."""
