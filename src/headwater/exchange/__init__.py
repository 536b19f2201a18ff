"""Between files (CSV, XLSX) and engine values; every row error in plain words."""
