"""Building in shards, on all cores: what each reads and writes, and the files through which they meet."""
