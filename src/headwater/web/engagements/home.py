"""What the home pages show of this app."""
