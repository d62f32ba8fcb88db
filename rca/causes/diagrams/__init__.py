"""The exact fault-tree engine: integer arrays in, counts, probabilities, importances and lists out."""
