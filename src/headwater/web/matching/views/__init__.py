"""Pages of matching: the desk of the coordinator, and what each of a pair sees."""
