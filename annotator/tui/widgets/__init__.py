"""Widgets: they take domain objects, send messages, and see neither Store nor Session."""
