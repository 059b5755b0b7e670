"""Finding codes by number, name and words."""
