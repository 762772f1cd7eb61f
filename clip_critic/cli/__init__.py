"""The command line: ``clip-critic``. It needs the extra ``standalone``; see `clip_critic.__main__`."""
