"""Reports: results as HTML, SVG and files to share."""
