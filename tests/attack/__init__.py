"""What somebody would try who wants in, wants more, or wants it broken: a file for each attack, over every address.

The addresses, who may what there, and what is posted, come from the table of the access matrix
(`tests/architecture/access_pages.py`), where a new address must stand: it is attacked from then on by itself. The suite
sends the same things each time; `make attack` draws new ones, a hundred to a form (`INNSATS_EXAMPLES=500` for more).

Some attacks stand beside it: ids exchanged for somebody else's (`tests/architecture/test_idor.py`), forms from
elsewhere (`tests/architecture/test_csrf.py`), files that are not what they say (`tests/web/test_uploads_checking.py`),
answers of a provider that lie (`tests/people/test_openid_tampering.py`), and guessing at full speed against running
workers (`bench/guessing.py`).
"""
