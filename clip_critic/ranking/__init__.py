"""Questions about pictures that are answered at once: rankings of keywords and audits of prompts."""
