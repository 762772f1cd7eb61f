"""Training and evaluating the miniature: a Stable Diffusion 1.x of a few million weights, on drawn scenes."""
