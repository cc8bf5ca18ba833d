"""Where what is added comes from: files, folders, packed files, addresses, standard input."""
