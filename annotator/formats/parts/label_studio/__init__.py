"""Label Studio: what a task means, and which text its annotators saw."""
