"""What is needed to make the project's parts, and nobody needs to run it."""
