"""The policies: rules that turn a ranking into the next prompt. `registry` lists them by name."""
