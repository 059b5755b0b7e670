"""Programs that measure the site: how well it finds, how fast it serves."""
