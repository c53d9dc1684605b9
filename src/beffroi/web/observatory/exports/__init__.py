"""Series as others can read them: CSV, JSON, SDMX-CSV, DCAT, and how to cite them."""
