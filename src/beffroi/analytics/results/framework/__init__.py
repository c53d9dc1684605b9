"""The quality of a framework of results before anything is measured: one concern a file, findings in any order."""
