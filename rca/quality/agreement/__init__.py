"""Whether people who judge the same thing judge it alike: alpha, AC1, kappa, and how each rater moves."""
