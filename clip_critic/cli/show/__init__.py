"""What the terminal shows: tables, bars, the live view, and files for other programs."""
