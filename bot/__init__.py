"""From a question to an answer. Knows nothing of HTTP, and is handed what it searches with."""
