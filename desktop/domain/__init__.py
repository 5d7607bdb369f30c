"""What a customer-care team knows. Standard library only, frozen values, no clock and no randomness."""
