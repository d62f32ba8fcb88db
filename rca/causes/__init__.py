"""Why it happened: the causal-factor tree, its minimal cut sets, and the whys as paths through it."""
