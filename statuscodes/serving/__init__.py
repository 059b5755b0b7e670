"""Built pages in memory, in front of Django."""
