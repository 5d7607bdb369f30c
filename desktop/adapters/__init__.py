"""The ports' implementations. No adapter imports another, and none imports Qt."""
