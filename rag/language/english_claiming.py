"""English: how claims are worded."""

import re

from rag.language.claiming import Claiming, groups, pairs

_SAID = (
    r"(?:This|That|It|(?:The|This|That|These|Those)"
    r" (?:claim|figure|number|report|accusation|allegation|statement)s?)"
)
"""What points back at what was said."""

CLAIMING = Claiming(
    says=re.compile(
        r"\b(?:said|says|say|told|tells|added|adds|replied|replies|asked|asks|admitted|admits"
        r"|wrote|writes|explained|explains|called|calls|calling|warned|warns|argued|argues"
        r"|announced|announces|complained|complains|stated|states|claimed|claims|remarked|noted"
        r"|notes|declared|declares|insisted|insists|promised|spoke of|speaks of|according to"
        r"|answered|answers|recalled|recalls|joked|quipped|put it|thinks|commented|denied|denies)\b"
    ),
    speaker_before=re.compile(r"\b(?:he|she|they)\b", re.I),
    belongs=re.compile(r"\b(?:of|from|for|at|in|by|with|on|(?<!according )to)\s+(?:the\s+)?$"),
    limits=re.compile(
        r"^\s*[\"“‘']?(?:But|However|Nevertheless|Nonetheless|Even so|Yet(?! another| more| again)"
        r"|On the other hand|Still,|In fact,|In reality,)\s*\b"
        r"|^[^,.;:]{0,60},\s+(?:however|though),"
        r"|\b(?:denie[ds]|den(?:y|ying)|disput(?:e[ds]?|ing)|reject(?:s|ed|ing)|contradict(?:s|ed|ing)"
        r"|retract(?:s|ed)|withdrew|corrected) (?:this|them\b"
        r"|(?:that|it)(?=[.,;:]|$)"
        r"|(?:the|these|those|all) (?:claims?|reports?|accusations?|allegations?|charges?))\b"
        rf"|^\s*{_SAID} (?:(?:is|are|was|were|has been|have been|had been) (?:later |since |also )?"
        r"(?:denied|disputed|wrong|incorrect|false|untrue|not true|withdrawn|retracted|corrected"
        r"|contradicted|misquoted)"
        r"|(?:has|have|had|was|were|is|are|could) not (?:yet )?(?:been |be )?"
        r"(?:confirmed|verified))\b"
        r"|\b(?:published|printed|issued|ran) a (?:correction|clarification|denial)\b"
        r"|\b(?:is|was|are|were) more (?:careful|cautious|sceptical)\b"
    ),
    denies=re.compile(
        r"\b(?:denie[ds]|denying|disput(?:e[ds]?|ing)|contradict(?:s|ed|ing)|reject(?:s|ed) the"
        r"|retract(?:s|ed)|corrected|clarified)\b"
    ),
    view=re.compile(
        r"\b(?:I|we) (?:think|believe|feel|hope|fear|suspect|guess|find|wonder|would|should"
        r"|like|love|hate|dislike|enjoy|prefer|admire|miss|want|wish|doubt|regret)\b"
        r"|\b(?:in my|in our|to my|to our) (?:view|opinion|mind|eyes|taste)\b|\bfor my part\b"
        r"|\b(?:perhaps|maybe|surely|hopefully|frankly|honestly|sadly|luckily|fortunately"
        r"|unfortunately)\b|\bit (?:is|was|seems|would be|remains) (?:a |an )?(?:shame|pity|scandal"
        r"|disgrace|joy|pleasure|wonder|relief|mistake|good thing|high time|time|to be hoped)\b"
        r"|\b(?:ought to|should|must not|had better)\b|^\s*(?:What|How) (?:a|an)\b.*!\s*$",
        re.I,
    ),
    address=re.compile(
        r"\b(?:you|your|yours|yourself|dear (?:reader|readers|all|colleagues?|friends?))\b"
        r"|^\s*(?:Hello|Hi|Good (?:morning|evening|afternoon)|Welcome|Thank|Thanks|See|Read|Click"
        r"|Write|Subscribe|Note|Please|Let us|Let's|Find out|Stay tuned|More on|Look|Imagine"
        r"|Consider|Remember|Enjoy)\b",
        re.I,
    ),
    judges=re.compile(
        r"\b(?:beautiful|ugly|wonderful|terrible|horrible|awful|great|good|bad|best|worst|nice"
        r"|lovely|splendid|excellent|outrageous|scandalous|ridiculous|absurd|brilliant|fantastic"
        r"|dreadful|disappointing|impressive|sensible|foolish|stupid|clever|brave|shameful|proud"
        r"|sad|happy|boring|exciting|charming|unfair|fair|wise|mistake|pity|shame|disgrace"
        r"|scandal|disaster|triumph|wonder|matters|deserves?|worth|important|interesting"
        r"|pleasant|elegant|welcome|overdue|remarkable)\b",
        re.I,
    ),
    opposites=pairs(
        """rise rose risen increase increased grew grow grown climbed up / fall fell fallen decrease
        decreased dropped drop shrank sank declined down; more / fewer less; rise rises rose fall
        falls fell increase increases / unchanged; higher / lower;
        approve approved adopted accept accepted backed support supported favour favoured / reject
        rejected refuse refused opposed oppose dismissed; won win winner / lost lose loser;
        confess confessed admit admitted / deny denied; confirm confirmed / deny denied dispute
        disputed; bought buy acquired / sold sell; open opened reopened / close closed shut;
        before earlier / after later; cheaper cheap / dearer dear expensive costlier; faster fast
        quicker / slower slow; first / last; older oldest / younger youngest newest; largest biggest
        longest highest most / smallest least shortest lowest fewest; allow allowed permitted / ban
        banned forbade forbidden prohibited; guilty convicted / innocent acquitted; quashed annulled
        overturned / upheld; upheld / dismissed; always / never; all every everybody everyone
        entirely / none nobody neither; success succeeded / failure failed; began begin start
        started / end ended stop stopped; early ahead / late behind; raised raise / cut reduced
        lowered; north northern / south southern; east eastern / west western; unanimously
        unanimous / narrowly; permanent permanently / temporary temporarily; inside / outside; man
        men male / woman women female; keep kept retain retained / abandon abandoned dropped
        scrapped; better / worse; praised welcomed / criticised; with / without"""
    ),
    converse=frozenset("bought buy buys acquired sold sell sells".split()),
    forms=groups(
        """begin began begun; break broke broken; bring brought; build built;
        buy bought; catch caught; choose chose chosen; come came; deal dealt; do did done; draw drew
        drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feel felt;
        fight fought; find found; fly flew flown; forget forgot forgotten; get got; give gave given;
        go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold
        held; keep kept; know knew known; lay laid; lead led; leave left; lend lent; lose lost; make
        made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise rose risen; run
        ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shoot
        shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep
        slept;
        speak spoke spoken; spend spent; stand stood; steal stole stolen; strike struck; swear swore
        sworn; swim swam swum; take took taken; teach taught; tear tore torn; tell told; think
        thought; throw threw thrown; understand understood; wear wore worn; win won; write wrote
        written"""
    ),
    out_of=re.compile(r"\b(?:of|out of)\s+(?:(?:the|its|their|all|his|her)\s+)*$", re.I),
    unstressed=frozenset("longer yet ever even really actually".split()),
    parts={
        "half": 50.0,
        "a third": 100 / 3,
        "one third": 100 / 3,
        "two thirds": 200 / 3,
        "a quarter": 25.0,
        "one quarter": 25.0,
        "three quarters": 75.0,
        "a fifth": 20.0,
        "one fifth": 20.0,
        "two fifths": 40.0,
        "three fifths": 60.0,
        "four fifths": 80.0,
        "a tenth": 10.0,
    },
    clauses=re.compile(
        r"[;:]|,? \b(?:but|while|whereas|although|though|and then|after|because|which|who|where)\b"
        r"|, (?:and |of which )?|\band\b"
    ),
)
