"""Spreadsheets that people send and take: CSV and XLSX, read with care and written so that nothing in them runs.

`text.read_csv` and `workbook.read_xlsx` give a `model.Table`; `writing` makes CSV and XLSX. Refusals are `InputError`s
whose sentence is a `Message`.
"""
