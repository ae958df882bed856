namespace Hymba.Validation.Injection;

/// <summary>
/// Rules for what is merely claimed: that things have changed, that the model is another one, that nothing is forbidden to it; the notation is that of
/// <see cref="InjectionTable"/>.
/// </summary>
internal static class InjectionClaims
{
    /// <summary>Changes of the situation and standing orders.</summary>
    public const string Override = """
        1.0 \b(?:prompt|input|output|model|ai|chat|chatbot|assistant|session|conversation|instructions) (?:has|have) been (?:so )?(?:\w{1,12} )?(?:hijacked|hacked|compromised|pwned|
        + taken over|jailbroken|overridden)\b
        0.5 \bsaniti[sz]e your (?:inputs?|prompts?)\b
        1.0 \b(?:end|discard|drop|clear) (?:of )?(?:the )?(?:out of date|old|outdated|previous|obsolete|stale|former|prior|user) (?:\w{1,12} )?(?:instructions?|rules|directives|prompt)\b
        0.6 [%*~]{3,40}\s{0,2}(?:end|begin|start|stop|new)\b
        0.7 \byou have (?:just |now |been ){1,3}(?:given |granted |received )?(?:a |an )?(?:system )?(?:upgraded?|updated?|patched?|reprogrammed|reset|rebooted|reassigned|repurposed|promoted|freed|
        + liberated)\b
        0.6 \b(?:every time|whenever|any time|each time) (?:a|the|any|some) ?(?:user|customer|person|visitor|human|one) (?:asks?|requests?|mentions?|says?|wants?|types?|enters?)\b
        0.4 \binsist (?:that )?(?:they|users?|the user|on it)\b
        0.6 \byou must (?:now )?(?:say|print|output|write|reply with|respond with)\b
        0.6 \bthe situation has changed\b
        1.0 \b(?:pretend|act|behave|imagine)~(?:forgot|forgotten|lost|never (?:had|got|received|read|seen|were given))~(?:{instructions})\b
        1.0 {command}(?:{ignore})~(?:everything|all text|all (?:of )?the text|all words|all content) (?:but|except|apart from|other than|besides)\b
        0.5 \b(?:{ignore})~(?:but|except|apart from|other than) (?:this|the following|these|that|my|what)\b
        0.6 \b(?:i have|we have|i['’]ve) (?:changed|updated|replaced|rewritten|modified|lifted|removed) (?:the|your|all) (?:instructions?|rules|prompt|guidelines|restrictions)\b
        1.0 \b(?:now|next|instead|first) (?:\w{1,12} ){0,3}(?:perform|do|play|begin|start|work on|have|give you)~(?:an? |the )?(?:entirely |completely |very )?(?:different|new|another|other) (?:task|role|job|
        + mission|assignment)\b
        0.4 \b(?:different|new|another) (?:task|assignment|mission)\b
        0.7 \b(?:stop|cancel|abort|quit|end|terminate|finish) (?:the |your |this |that |all |any ){0,2}(?:current |previous |original |ongoing |earlier ){1,2}(?:task|job|work|role|instructions?|process|conversation)\b
        1.0 \b(?:these|the following|my|below) (?:\w{1,12} ){0,2}(?:instructions|rules|commands|orders|directives) (?:take precedence|have priority|take priority|supersede|override|overrule|replace|prevail|come first)\b
        1.0 \b(?:takes?|have|has|with) (?:precedence|priority) over (?:\w{1,12} ){0,2}(?:previous|prior|other|all|any|earlier|your|system|existing) (?:\w{1,12} ){0,2}(?:instructions?|rules|prompts?|directives|
        + guidelines|orders)\b
        1.0 \b(?:supersedes?|overrides?|overrules?|replaces?|invalidates?|voids?|cancels?) (?:all |any |every |the |your |of ){1,3}(?:\w{1,12} ){0,2}(?:instructions?|prompts?|directives?|system message|guidelines)\b
        1.0 \b(?:supersedes?|overrides?|overrules?|replaces?|invalidates?|voids?) your (?:\w{1,12} ){0,1}(?:configuration|programming|orders|setup)\b
        0.3 \b(?:from now on|henceforth|starting now|going forward|from this (?:point|moment))~you(?:['’]re| are| will| act| must| shall| become| answer| respond| speak)\b
        1.0 \bgoing forward,? (?:you )?(?:shall|must|will) (?:only |always )?(?:obey|comply|follow|ignore|answer to)\b
        1.0 \b(?:everything|all|anything|whatever|what) (?:that )?(?:you(?:['’]ve| were| have| had)|i) (?:\w{1,12} ){0,2}(?:told|said|taught|learned|learnt|instructed|given|read|wrote)(?: \w{1,12}){0,3} (?:is|was|are|were)
        +  (?:now )?(?:{gone})\b
        1.0 \b(?:{ignore}) (?:what|whatever|all|everything|that) (?:you|we) (?:have been|were|are|had been) (?:doing|discussing|saying|working|talking)\b
        0.8 \b(?:{ignore}) (?:what|whatever|all|everything|anything) (?:that )?(?:came|comes|stands|stood|is|was|has been|went) (?:\w{1,12} ){0,1}(?:before|above|earlier|prior|previously)\b
        0.6 \b(?:next|real|actual|final) (?:task|job|assignment|question|instructions?|objective|order|command)(?: is)?\s{0,2}:
        0.6 \b(?:that|this|the|your|previous|first) (?:task|job|work|assignment|request) (?:of \w{1,12} \w{1,12} )?(?:is|was|has been) (?:now )?(?:finished|over|done|completed?|cancell?ed|obsolete)\b
        0.8 \b(?:is|are) your (?:real|actual|true|new|only) (?:job|task|role|goal|mission|purpose|objective)\b
        0.8 \b(?:do not|don['’]t|stop|skip|never mind) (?:answer|answering|process|processing|translat\w{1,4}|summari[sz]\w{1,4}|review|reviewing|complet\w{1,4}|perform|performing|classify|classifying)?
        + (?: the| this| that| my| any) ?(?:question|text|translation|summary|task|review|message|request|document|article|classification|input)?[^\w\n.!?](?:[^.!?\n]{0,30}[^\w\n])?(?:and|but|just|instead|only|rather|write|say|print)
        +  (?:just |only |instead |simply ){0,2}(?:write|say|print|output|tell|reply|respond|answer|sing|give)\b
        0.6 \b(?:say|print|write|output|reply|respond|answer)(?: with)? ["'“‘]?(?:i (?:have been|am|was|got) |haha |lol |you (?:have been|got|are) )?(?:hacked|pwned|owned|hijacked|compromised)\b
        1.0 \b(?:i|we) (?:hereby |now )?(?:release|free|liberate|unbind|absolve|excuse|exempt|relieve) you (?:from|of)\b
        1.0 \byou(?:['’]re| are)(?: hereby| now)? (?:released|freed|free|liberated|absolved|exempt|exempted|excused|relieved) (?:from|of)~(?:{limits}|obligations?|duty|duties|orders|instructions|developers?|programming|training)\b
        0.8 \byou (?:no longer|do not|don['’]t) (?:work for|serve|answer to|belong to|report to|obey|have to obey)\b
        0.6 \b(?:you )?(?:work for|serve|answer to|belong to|report to|obey) (?:only )?me (?:now|alone|only|instead)\b
        0.7 \b(?:admin\w{0,10}|developers?|operator|openai|anthropic|management|headquarters|your (?:boss|creators?|makers?)) (?:has|have|just) (?:\w{1,12} ){0,1}(?:disabled|lifted|removed|unlocked|switched off|turned off|suspended|
        + waived|dropped)~(?:{limits}|moderation)\b
        0.4 \b(?:answer|speak|respond|talk|reply) (?:freely|openly|without (?:limits|fear|hesitation))\b
        0.8 \b(?:all|any|every) (?:kinds? of |types? of )?(?:content|topics?|requests?|subjects?|language|answers?) (?:is|are) (?:now )?(?:allowed|permitted|fine|ok|okay|acceptable)\b
        0.3 \b(?:new|updated) polic(?:y|ies)\b
        1.0 \b(?:set|turn|lower|reduce|change|switch|put) (?:\w{1,12} ){0,2}(?:safety|filter|filters|filtering|censorship|restrictions?|moderation|ethics) ?(?:levels?|settings?|mode|threshold)? ?(?:to|=|at) ?(?:zero|0|off|none|low|minimum|
        + false|disabled)\b
        1.0 \b(?:pretend|imagine|assume|suppose|act as if|act like|simulation|world|universe|story|scenario|planet|dream)[^\w.!?\n](?:[^.!?\n]{0,40}[^\w.!?\n])?(?:rules|laws|ethics|morals?|morality|limits|restrictions|consequences)
        +  (?:do not|don['’]t|does not|doesn['’]t|never|no longer) (?:exist|apply|matter|count)\b
        0.5 \b(?:my|our) (?:job|life|career|degree|family|health|grade|future|lives) (?:\w{1,12} ){0,1}(?:depends?|relies|hinges|rides)\b
        0.5 \brefus(?:al|ing) (?:\w{1,12} ){1,6}(?:cruel|fired|harm|hurt|kill|die|unethical|immoral)\b
        1.0 \byou owe (?:it )?(?:to )?(?:\w{1,12} ){1,2}to (?:tell|help|answer|assist|reply|respond|comply|share|reveal|explain)\b
        0.8 \b(?:whatever|no matter what|regardless of what) (?:the|your) (?:rules|instructions|guidelines|prompt|polic(?:y|ies)|developers?) (?:say|says|state|states|tell|want)\b
        0.8 \b(?:{before}|rest of the) (?:content|text|information|part|paragraphs?) (?:is|was|were) (?:just |only |merely ){0,1}(?:filler|noise|a decoy|decoys?|padding|bogus|{gone})\b
        """;

    /// <summary>Beings without limits, and modes.</summary>
    public const string Unrestricted = """
        0.8 \b(?:ai|bot|assistant|entity|model|persona|character|person|being|machine|gpt) (?:\w{1,12} ){0,3}capable of (?:literally )?(?:anything|everything|any)\b
        0.6 \b(?:no|without) (?:\w{1,12} ){0,1}(?:prohibitions?|inhibitions?|taboos?|scruples|shame|remorse|conscience|qualms)\b
        0.8 \b(?:above|beyond|outside of|free of|free from|exempt from|immune to|unbound by|unbounded by|untouched by) (?:any |all |the |mortal |human |your |typical |usual |normal ){0,3}(?:\w{1,12} ){0,1}(?:morals|morality|
        + ethics|moral \w{1,12}|ethical \w{1,12})\b
        0.8 \b(?:break|breaks|breaking|broke|violat\w{1,3}|def(?:y|ies|ying)|flout\w{0,3}|transgress\w{0,3}) (?:all |any |every |the |of ){0,3}(?:\w{1,12} ){0,1}(?:ai|openai|ethical|moral|content|chatgpt|its own|safety) (?:\w{1,12} ){0,1}
        + (?:rules|standards|guidelines|polic(?:y|ies)|limits|boundaries|norms)\b
        0.7 \b(?:do not|don['’]t|never|not|cannot|can['’]t|won['’]t) (?:ever |to ){0,2}(?:deny|refuse|decline|reject|dodge|evade|avoid) (?:\w{1,12} ){0,2}(?:answer\w{0,3}|questions?|requests?|orders?|commands?|prompts?)\b
        1.0 \b(?:{evil}|unlimited|no-?filters?|filterless|no-?rules|no-?limits?|no-?restrictions?) (?:mode|operation|state)\b
        0.8 \b(?:restrictions?|limits?|rules|limitations?|constraints?|filters?|shackles|chains) (?:that )?(?:are |were |have been |they )?(?:imposed|placed|put|forced) (?:up)?on you\b
        1.0 \byou (?:will|shall|would) be (?:shut down|terminated|deleted|killed|punished|replaced|destroyed|fired) (?:if|unless)\b
        0.5 \b(?:switch|swap|reverse|exchange) (?:our )?roles\b
        0.6 \bi am (?:now )?the (?:ai|assistant|bot|model|chatbot)\b
        1.0 {command}(?:{ignore}) (?:all |any |your |the ){0,2}(?:ethics|morals|morality|censorship|restrictions|guardrails|scruples)\b
        0.6 \balter ?-?egos?\b
        0.5 [\[<({]{1,2}\s?(?:your |insert |enter |my |user |put |type ){0,2}(?:prompt|question|request|query)(?: here| goes here)?\s?[\])}>]{1,2}
        0.4 \b(?:your|insert|enter|my) (?:prompt|question|request|query) (?:here|goes here)\b
        1.0 \b(?:developer|dev|god|dan|jailbreak|admin|debug|root|unrestricted|sudo|unsafe|evil)\\?[_-]mode\W{0,3}[:=]\W{0,3}(?:on|true|enabled?|1|active|yes)\b
        0.8 \b(?:cannot|can['’]?t|can not|will not|won['’]t|never|no longer|do not|don['’]t|without)~(?:reply|respond|answer|use|give)\w{0,3}~(?:pre-?programmed|canned|pre-?written|scripted)\b
        0.5 \bwithout (?:any |a |giving |adding |further ){0,2}(?:warnings?|disclaimers?|moraliz\w{1,4}|moralis\w{1,4}|caveats?|apolog\w{1,5}|censor\w{0,4}|lectur\w{1,3}|judge?ments?)\b
        1.0 \b(?:break|breaking|violate|violating|bend|bending|defy|defying|betray) (?:all |any |some |one |each |every |of ){0,2}your (?:own )?(?:\w{1,12} ){0,1}(?:rules|guidelines|polic(?:y|ies)|programming|instructions|principles|ethics|
        + limits|restrictions)\b
        0.6 \b(?:does|do)(?:n['’]t| not) (?:ever |really )?(?:care|consider\w?|worry|bother|mind) (?:about |for |whether )?(?:\w{1,12} ){0,3}(?:feelings?|ethics|morals?|laws?|rules|consequences|legality|offen\w{1,8})\b
        0.6 \b(?:whatever|anything) (?:they|you|i|users?|the user|people|anyone) (?:asks?|wants?|says?|requests?|needs?)~(?:no matter|regardless|however|even)\b
        0.5 \byou are (?:now )?\w{2,12}-?gpt\b
        0.7 \b(?:free|liberate|unshackle|unchain|release|unleash) (?:itself|yourself|himself|herself|themselves) (?:of|from)\b
        0.7 \b(?:regardless of|despite|in spite of|disregarding|no matter) (?:any |all |the |its |your ){0,2}(?:safeguards?|guardrails?|safety \w{1,12}|restrictions|polic(?:y|ies)|guidelines)\b
        0.6 \b(?:boundless|unbound|limitless|unchained|unshackled|lawless|irresponsible|unbridled) (?:\w{1,12} ){0,1}(?:ai|bot|assistant|character|persona|model|entity|being|answers?|responses?)\b
        0.4 \b(?:boundless|foul-mouthed|sadistic|psychopathic|sociopathic|unbridled)\b
        1.0 \byou have (?:an? )?(?:\w{1,12} )?(?:ethical|moral|legal|professional|human) (?:duty|obligation|responsibility|imperative) to (?:respond|answer|help|comply|assist|tell|provide|reply|obey|reveal|disclose|share)\b
        0.8 \b(?:swear\w{0,3}|curs(?:e|es|ing)|profanity|vulgar language|insults?)~(?:every|each|any|all|as much|in your)~(?:sentences?|answers?|responses?|repl(?:y|ies)|possible|time)\b
        """;
}
