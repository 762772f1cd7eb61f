"""A kind of session as small as one can be: a counter that draws grey squares."""
