"""When articles come to an annotator: in other orders, or later."""
