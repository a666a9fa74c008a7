"""Mutated pages and malformed metadata: nothing may crash, hang, or come out unencodable."""
