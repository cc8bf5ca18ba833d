"""What columns of a table, or keys of records, hold beside the text: labels of the article, tags of words, lists."""
