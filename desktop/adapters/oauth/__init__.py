"""A provider's pages over HTTPS, and the way back from the browser."""
