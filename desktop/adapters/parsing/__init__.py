"""Mail is read in a child process of our own executable: what hangs or crashes there harms nobody."""
