"""Measuring newsscrape: quality and speed beside other extractors, and quality floors."""
