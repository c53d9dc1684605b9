"""Reading series that people bring as CSV or XLSX: what is recognised, what is wrong, row by row; no database."""
