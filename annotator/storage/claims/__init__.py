"""Claims as they are stored: in rows of decisions, and in the tables that are derived from them."""
