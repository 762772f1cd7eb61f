"""Running sessions of any kind in the background: they can be watched, interrupted and resumed."""
