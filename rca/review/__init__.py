"""What each audience may see: results become blocks, blocks become pages, and every page is scanned."""
