"""The feedback loop: picture, ranking, prompt, img2img, again, until the picture says what was meant."""
