"""Finding codes by number, name and words. The only room of the house that writes SQL."""
