"""Blocks → a role for each, with its probability. The only package that knows numpy."""
