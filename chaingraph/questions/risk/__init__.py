"""What falls with a product, a firm, a pair of them: along the chain, and along known deliveries."""
