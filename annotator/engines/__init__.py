"""Where suggesters are run over many articles: one engine a file; none knows a database."""
