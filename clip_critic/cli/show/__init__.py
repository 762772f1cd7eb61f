"""Output of the command line: tables, bars, the live view, and files for other programs."""
