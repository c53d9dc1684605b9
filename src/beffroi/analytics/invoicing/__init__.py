"""The arithmetic of invoices, the references that payments carry, and bank files held against what is open."""
