"""What a solved timeline and its exports tell: milestones, working time, silences, handovers, quality of sources."""
