"""What everything else speaks of: articles, spans, schemes, decisions, layers; pure, standard library alone."""
