"""What differs between Linux, Windows and macOS: clocks, the profile's lock, folders, randomness."""
