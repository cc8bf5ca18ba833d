"""People under one name: whatever stands under a former one follows."""
