"""What the network says of a mail domain (``ports.discovery``)."""
