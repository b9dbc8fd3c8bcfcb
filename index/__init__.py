"""Documents, passages and search. Knows nothing of questions, answers or HTTP."""
