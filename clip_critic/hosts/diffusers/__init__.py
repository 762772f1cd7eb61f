"""The host that uses the diffusers library: Stable Diffusion 1, 2 and XL without a WebUI."""
