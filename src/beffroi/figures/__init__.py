"""The built-in official figures: catalogue, store, territories and their vintages, importer."""
