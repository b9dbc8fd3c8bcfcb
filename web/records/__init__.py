"""What the service keeps: accounts, audit lines, counts, and the questions that the documents do not answer."""
