"""Which products that a region lacks are close to those that it has."""
