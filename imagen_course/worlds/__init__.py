"""The worlds that know their own truth: what is in a picture is what it was drawn from.

``scenes`` draws shapes on grounds (``layout``: where they lie; ``painting``: how they become pixels), ``faces`` draws people
who do not exist. ``captions`` are sentences about scenes; ``reader`` finds from pixels alone what a scene shows.
"""
