"""Copydesk and the tools a user would otherwise pick, side by side on labelled data."""
