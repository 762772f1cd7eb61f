"""Dreams: numbers climb the gradient of what an encoder sees, through a generator of pictures."""
