"""The parts of the WebUI's own pages: tab, settings, Script. Only this package imports gradio."""
