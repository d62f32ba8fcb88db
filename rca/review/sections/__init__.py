"""One file for each part of a review; each turns projected results into blocks."""
