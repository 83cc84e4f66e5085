"""What is shown. Pages choose and arrange; they never compute."""
