"""OpenID Connect, as whoever asks somebody else who a person is: the protocol, and nothing of what we do with it."""
