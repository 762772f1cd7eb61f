"""The prompt and settings that a picture's file carries, in the form of any program that is known."""
