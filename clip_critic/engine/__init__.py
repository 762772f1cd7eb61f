"""The engine that runs sessions in the background, where they can be watched, interrupted and resumed."""
