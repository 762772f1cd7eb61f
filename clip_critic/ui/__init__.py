"""The gradio panels; only this package imports gradio."""
