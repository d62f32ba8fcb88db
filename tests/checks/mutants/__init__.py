"""A mutator that measures the checker: one defect of a known kind is planted into a case that had none there."""
