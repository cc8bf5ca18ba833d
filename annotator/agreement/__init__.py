"""The mathematics of agreement, over spans, tokens and claims: each measure one file, each figure with its n."""
