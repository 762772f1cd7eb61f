"""Guides: what sits in the sampler and pushes the predicted clean latents."""
