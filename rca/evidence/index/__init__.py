"""The rows of all exports in order of time: an index of keys over the files, which fetches text only for rows shown."""
