"""The composition root: settings, addresses, home, navigation, pages made of several slices."""
