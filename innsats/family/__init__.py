"""The pupils' and families' side: doors only. What is said here is rows of `cases`."""
