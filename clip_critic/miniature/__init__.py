"""The miniature: a Stable Diffusion 1.x at a thousandth of the size, whose weights come with the project."""
