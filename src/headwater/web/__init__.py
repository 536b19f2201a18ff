"""The site. Its apps stand in the order a programme runs; an import only looks back along it."""
