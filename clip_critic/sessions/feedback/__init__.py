"""The feedback loop: rank a picture, write a prompt, redraw it by img2img, and repeat."""
