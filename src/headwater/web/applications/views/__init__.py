"""The pages of the call, of the panel and of the selection."""
