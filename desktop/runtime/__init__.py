"""Where the parts are put together: composition, settings, sentences, the command line, the demo."""
