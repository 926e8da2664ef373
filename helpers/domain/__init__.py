"""What is true or computed: pure functions on numbers and tables, without pictures or controls."""
