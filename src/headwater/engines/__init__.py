"""Pure engines: no Django, no files, no clock, no global randomness. Frozen values in, frozen results out."""
