"""What every slice stands on: permissions, actions, audit, notifications, files, background work."""
