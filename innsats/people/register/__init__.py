"""The national registers of counties, municipalities and schools: read, weighed and compared. Pure, from bytes to rows.

The data is real and untidy. What can be read is kept as it stands and what is odd is listed, row by row; what cannot
be read stops everything.
"""
