"""A monitoring report of a period: its model, and how it is written as a page, as PDF and as a workbook."""
