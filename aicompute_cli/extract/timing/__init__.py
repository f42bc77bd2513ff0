"""Which period a claim is of."""
