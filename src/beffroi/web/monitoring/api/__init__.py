"""What the API gives of monitoring, and takes."""
