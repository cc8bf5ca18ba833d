"""The mathematics of agreement, over spans and tokens: each measure one file, each figure with its n."""
