"""What a plan check looks at, one concern a file; each gives findings in any order."""
