"""Control charts: limits, rules, runs, change points, the verdict in words, and the picture."""
