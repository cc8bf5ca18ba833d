"""What a project has tables of, as the statements that make them: the larger ones, which the migrations take."""
