"""Training and measuring the miniature: a Stable Diffusion 1.x of a few million values, from drawn scenes."""
