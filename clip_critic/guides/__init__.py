"""Guides, which sit in the sampler and push the predicted clean latents."""
