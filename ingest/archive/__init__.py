"""What is kept and found: tables, files on disk, and the search index as a cache of them."""
