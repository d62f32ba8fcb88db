"""A reviewer that never tires: rules over one case, with waivers and findings."""
