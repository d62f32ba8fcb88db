"""Whether a corrective action changed what it was to change."""
