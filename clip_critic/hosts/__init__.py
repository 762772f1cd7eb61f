"""What makes pictures and surrounds the panel: one module a kind of host."""
