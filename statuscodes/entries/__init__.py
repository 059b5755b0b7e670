"""What an author writes: read, checked and put together. Pure: nothing here imports Django."""
