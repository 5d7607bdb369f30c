"""What the engine asks of the world, one Protocol a file. Implementations live in desktop.adapters."""
