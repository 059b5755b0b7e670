"""The pages as a documented JSON API."""
