"""Words that say nothing of what is asked about."""

FUNCTION_WORDS = frozenset(
    """a an the of in on at to for from by with as is are was were be been do does did has have had will would can could
    should may might what which who whom whose when where why how much many long far high old and or but not no any some
    about into over after before than say said tell me us you i we please
    """.split()
)
