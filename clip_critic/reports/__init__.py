"""Results as HTML and SVG, and as files for others."""
