"""`annotator release`: a data set as a folder that can be published."""
