"""What the home pages are told of applications."""
