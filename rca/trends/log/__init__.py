"""Reading a log of escalations: one mapping, every row kept or refused with its reason, times parsed once."""
