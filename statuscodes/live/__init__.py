"""Real responses: /status/503 answers 503."""
