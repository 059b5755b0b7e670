"""statuscodes: an HTTP status code reference to host yourself."""
