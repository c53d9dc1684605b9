"""Charts, tables and the documents made of them: profiles as HTML, PDF and JSON."""
