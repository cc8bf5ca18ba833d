"""What the report of agreement is made of: the measures there are, and the rows they fill."""
