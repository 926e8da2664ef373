"""``make site``: the whole course as a static folder, read as pages and used live in a browser."""
