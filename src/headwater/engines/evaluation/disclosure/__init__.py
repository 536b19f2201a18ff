"""What may be shown of a group of fifteen who know one another: tables, releases, the audit and the protection."""
