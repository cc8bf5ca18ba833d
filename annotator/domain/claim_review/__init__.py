"""Review of claims: what annotators claim is moved to gold and compared there, as questions of one answer each."""
