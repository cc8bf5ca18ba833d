"""The labels from inside the app: choosing one, making one, changing one."""
