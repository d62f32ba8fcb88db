"""Exports of any size to canonical rows on disk, with the same meaning as the row-by-row reader."""
