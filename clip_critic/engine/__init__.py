"""What runs any session in the background: jobs that can be watched, interrupted and resumed."""
