"""When it happened: claims become constraints, constraints become bounds and proofs of contradiction."""
