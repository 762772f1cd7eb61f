"""The host on the library diffusers: Stable Diffusion 1, 2 and XL without a WebUI."""
