"""The feedback loop: rank a picture, write a prompt, run img2img, and repeat until the picture fits."""
