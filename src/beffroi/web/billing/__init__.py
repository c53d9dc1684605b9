"""The money of clusters: sellers, invoices and credit notes, the ledger, bank files, sending, payment online."""
