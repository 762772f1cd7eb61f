"""The miniature: a Stable Diffusion 1.x of a thousandth of the size, whose weights come with the project."""
