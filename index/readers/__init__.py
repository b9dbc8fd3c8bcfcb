"""One file per format: from an office file to a list of blocks. Runs in a limited process of its own."""
