"""What happened. Events are added and never changed; who looked is kept apart; what is untold waits for `notices`.

Nothing here has foreign keys upwards: streams, actors and subjects are plain ids, so every slice may stand above.
"""
