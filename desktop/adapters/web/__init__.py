"""What lies elsewhere on the network, fetched by a person's word only."""
