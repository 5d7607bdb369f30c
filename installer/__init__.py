"""What puts Sportello on a machine: the development environment now, packages for staff later."""
