"""What files say of spans beyond their labels: gathered by readers, and given to writers."""
