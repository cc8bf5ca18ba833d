"""The project as a whole from inside the app: adding, suggesting, exporting, dealing out, settings, other projects."""
