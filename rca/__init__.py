"""A root-cause-analysis case workbench: a folder of claims in, a proven timeline, causes and reviews out."""
