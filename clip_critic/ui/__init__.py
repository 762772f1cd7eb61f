"""What takes part in the WebUI's own pages: tab, settings, Script; only this package imports gradio."""
