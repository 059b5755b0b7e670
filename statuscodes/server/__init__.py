"""An HTTP/1.1 server for one WSGI application: one thread a process, on uvloop and httptools."""
