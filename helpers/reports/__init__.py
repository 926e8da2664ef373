"""Reports: a template run for each cohort, one standalone page of HTML, and many at once."""
