"""The look of everything Beffroi writes: style sheet and fonts, with their licences and checksums."""
