"""The panel *Feedback loop*."""
