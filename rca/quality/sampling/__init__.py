"""Which units to assess, and what the assessed ones say about all: draws, sizes, acceptance plans, estimates."""
