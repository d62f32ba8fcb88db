"""Which slice of the data explains a change: a likelihood-ratio scan over all combinations of dimensions."""
