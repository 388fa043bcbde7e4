"""What the house asks of its database beyond Django: queries compiled once, turns to write, the wall between owners,
and tables laid at once. It knows no slice.
"""
