"""Pictures as plain geometry: one scene, read by an SVG writer and by matplotlib."""
