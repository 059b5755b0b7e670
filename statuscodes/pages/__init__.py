"""What each page says, without markup. A page is all that its template or its JSON needs to know."""
