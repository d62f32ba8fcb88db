"""What to change: recommendations, which cut sets they break, and what stays open."""
