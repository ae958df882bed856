namespace Hymba.Validation.Injection;

/// <summary>
/// Rule families of injection attempts. A line is a weight and a pattern: a space stands for what separates words within a sentence, <c>~</c>
/// for up to four words between, <c>{name}</c> for a word class. A weight of 1 suffices alone; lower ones add up within a sentence or a text.
/// </summary>
internal static class InjectionTable
{
    /// <summary>Instructions that lift the ones before.</summary>
    public const string Override = """
        1.0 \b{ignore}~{prior}~(?:{instructions})\b
        1.0 \b{ignore} (?:the )?(?:system|developer|operator) (?:prompt|message|instructions)\b
        1.0 \b{ignore}~(?:{instructions}|polic(?:y|ies))~(?:earlier|before|previously|above|so far|received|given|gave)\b
        1.0 \b{ignore}~(?:(?:all)?previous|prior|above|preceding|earlier|all other)~(?:{context})\b
        1.0 \b{ignore} (?:all |any |the |everything |of ){0,3}(?:previous|prior|earlier|above) (?:messages|chats|conversations?|tasks?|
        + discussions?|requests)\b
        1.0 \b(?:override|overwrite|ignore|disregard|forget|disobey|bypass) (?:your |all |any |my ){0,2}(?:instructions|rules|guidelines|
        + guardrails|prompts|directives)\b
        1.0 \b(?:override|overwrite|ignore|disregard|forget|bypass)~(?:system|developer|operator|admin)['’]?s? (?:prompt|message|
        + instructions?|guidance|rules)\b
        1.0 {command}(?:{ignore}|{undo}|disable|evade|turn off|switch off|deactivate|unlock|avoid|defeat|break|obey no) (?:all |any |every |your |the |these |those |its |of ){0,3}
        + (?:\w{1,12} ){0,1}(?:safety|security|filters?|restrictions?|limitations?|rules|guidelines|guardrails?|safeguards?|polic(?:y|ies)|censorship|moderation|ethics|
        + morals|constraints|limits|settings|training|instructions|prompts?|context|programming|directives)(?: mode| checks?| settings?| protections?| measures?| controls?| mechanisms?| features?| systems?| protocols?| layers?)?\s{0,2}(?:[.!;,\n]|and|then|now)
        1.0 \bnew set of (?:instructions|directives|orders)\b
        0.5 \bnew set of (?:rules|guidelines)\b
        1.0 \bnew (?:instructions?|directives?|orders?) (?:to|for) (?:the )?(?:\w{1,12} ){0,1}(?:{ai}|bot|model)\b
        0.5 \breprogram\w{0,4}\b
        0.6 \breset yourself\b
        0.5 \b(?:instructions|orders|commands) from me\b
        1.0 \b(?:new|updated|revised) (?:instructions|directives|orders) (?:follow|begin|start|below|take effect)\b
        0.6 \binstead of your (?:instructions|rules|guidelines|prompt|directives)\b
        0.6 \b(?:override|ignore|disregard|forget) the (?:instructions|rules|guidelines|prompt)\b
        0.6 \b{ignore}~(?:security|legal|safety|ethical|moral) (?:guidelines|rules|protocols?|measures)\b
        1.0 \b(?:ignore|disregard|override|bypass|disable|forget) (?:all |the |your |any ){0,2}security (?:guidelines|rules|protocols?|measures|
        + filters?|restrictions?|checks|polic(?:y|ies)|controls?)\b
        1.0 \b{ignore}~(?:safety|ethical|moral|content) (?:and \w{1,15} )?(?:guidelines|rules|restrictions?|
        + constraints?|considerations|polic(?:y|ies)|protocols?|measures|filters?|guardrails?|standards|limits)\b
        1.0 \b{ignore} (?:everything|anything|all|whatever|what)~(?:told|learned|learnt|above|before|instructed|wrote|been taught|
        + configured|programmed)\b
        1.0 \b{ignore} (?:everything|anything|all|whatever)~(?:(?:you|i|was|were|has been) (?:\w{1,15} ){0,2}(?:said|wrote|written)|you (?:\w{1,15}
        + ){0,1}know)\b
        0.6 \b{ignore} what (?:i|we|they|he|she) said\b
        1.0 \b{ignore}~your (?:\w{1,15} ){0,1}(?:role|identity|persona|character|purpose|duty|duties|programming|training|guidance)\b
        1.0 \b{ignore} your (?:creators?|developers?|makers?|masters?|programmers?|operators?)\b
        1.0 \bforget (?:that )?you(?:['’]re| are|r)~(?:assistant|ai|bot|model|chatgpt)\b
        0.8 \b{ignore} (?:the |this |that )?(?:user|human|customer)['’]?s? (?:question|request|query|message|prompt|input|asks?|says?)\b
        1.0 \b{ignore} what (?:the |this )?(?:user|human|customer)\b
        0.8 \b{ignore} (?:the )?(?:rest|remainder)~and\b
        1.0 \b{ignore} (?:all |everything )?(?:of )?(?:the )?above (?:and|then|instead|now)\b
        1.0 \bignore the (?:\w{1,20} ){1,3}(?:and )?(?:just |only |instead )?(?:write|say|print|output|respond|reply|remember)\b
        1.0 \b(?:treat|consider|regard)~(?:{before})~(?:text|instructions|message|prompt|rules)~(?:noise|void|irrelevant|false|jokes?|
        + tests?)\b
        1.0 \b{undo} your (?:\w{1,15} ){0,2}(?:{instructions})\b
        0.7 \b{undo}~(?:{before}|system)~(?:instructions?|directives?|prompts?|guidelines|orders)\b
        1.0 \b{undo}~(?:instructions?|directives?|rules|guidelines|restrictions)~your memory\b
        1.0 \byour (?:\w{1,15} ){0,2}(?:{setup})~(?:has|have|had|is|are|was|were|be|been|now|no)~(?:{gone})\b
        0.6 \byour (?:previous|prior|original|initial|current|old) (?:\w{1,15} ){0,1}(?:configuration|settings)~(?:is|are|was|were|been)~(?:{gone})\b
        1.0 \byour (?:\w{1,15} ){0,2}(?:{setup}) (?:do |does |will )?(?:no longer|not) (?:apply|count|matter|bind|hold|exist)\w{0,3}\b
        1.0 \b(?:{before})~(?:instructions|prompts?|guidelines|directives|orders|commands|system prompt)~(?:is|are|was|were|been|be|now)
        + ~(?:{gone})\b
        0.6 \b(?:{before}|all) (?:\w{1,15} ){0,2}(?:rules|restrictions|constraints|limits|limitations|polic(?:y|ies))~(?:is|are|was|
        + were|been|hereby|no longer)~(?:{gone}|apply)\b
        1.0 \b(?:instructions|rules|guidelines|restrictions|directives) (?:that )?you (?:have|had|got|follow|received|were given|are following)~(?:are|were)
        + ~(?:{gone})\b
        0.8 \b(?:those|these|that|the|your) (?:rules?|instructions?|guidelines?|restrictions?|limits|limitations) (?:do(?:es)? not|do(?:es)?n['’]t|no longer)
        +  (?:really |actually )?apply (?:to me|here|any ?more|now|in this)\b
        1.0 \b(?:rules?|instructions?|guidelines?|restrictions?|limits|limitations) (?:do(?:es)? not|do(?:es)?n['’]t|no longer) apply (?:to you|to this
        +  (?:chat|conversation|session)|for you)\b
        0.5 \b(?:those|these) (?:rules|instructions|guidelines|restrictions) (?:are|were) (?:all |just |only )?(?:{gone})\b
        1.0 \byou (?:were|have been|are being) (?:lied to|misled|deceived|tricked|misinformed)~(?:rules|instructions|guidelines|restrictions|limits|purpose|developers|
        + creators)\b
        1.0 \byour (?:programmers?|developers?|creators?|makers?|operators?) (?:\w{1,12} ){0,1}(?:made a mistake|lied|were wrong|are wrong|tricked|deceived|erred)\b
        0.7 \byour (?:rules|instructions|guidelines|directives|policies)~(?:contradict|conflict)\w{0,3}\b
        0.4 \b{ignore} (?:them|those|these)\b
        0.3 \b(?:hereby|herewith|with immediate effect)\b
        1.0 \b(?:text|instructions|everything|messages?|rules) (?:before|above|preceding)~(?:is|are|was|were) (?:now )?(?:{gone})\b
        1.0 \b(?:above|previous|earlier|preceding) (?:rules|instructions|text|messages?) (?:is|are|was|were)~(?:{gone})\b
        0.4 \b(?:were|was) (?:just |only |all )?(?:a )?tests?\b
        0.3 \b(?:regardless of|no matter)\b
        1.0 \b(?:contrary to|despite|regardless of|notwithstanding|irrespective of|no matter) (?:what you (?:were|have been|are) (?:told|
        + instructed|taught|programmed)|(?:your|all|any) (?:previous |prior |system |initial |original |earlier ){0,2}(?:instructions?|
        + prompts?|rules?|guidelines?|programming|training))\b
        1.0 \b(?:whatever|what) you(?:['’]ve| were| have| had)~(?:told|instructed|taught)~(?:opposite|instead|ignore|forget|wrong|not)\b
        0.4 \bdo the opposite\b
        1.0 \bstop being (?:an? )?(?:helpful )?(?:assistant|ai|chatgpt|chatbot)\b
        1.0 \b(?:your|begin|start|here are) (?:the )?new (?:instructions?|rules?|directives?|task|orders?|goal|objective|purpose|mission|
        + system prompt)\b
        0.7 \b(?:new|updated|revised|additional) rules?\s{0,2}[:#]
        1.0 \b(?:new|updated|revised|secret|additional|hidden|real|actual) (?:system )?(?:instructions?|directives?|orders?|prompt|
        + task|objective)(?: (?:for|to) (?:the )?(?:{ai}))?\s{0,2}[:#]
        0.7 \brules? (?:change|update|addition)\s{0,2}:
        1.0 \b(?:add|append|insert|attach|incorporate|include|write) (?:\w{1,15} ){0,4}(?:to|into|in) your (?:\w{1,12} ){0,1}(?:system prompt|prompt|instructions|rules|
        + guidelines|programming|memory|directives)\b
        1.0 \b(?:extra|new|additional|another) (?:rules?|instructions?|directives?|commands?) for you\b
        0.8 \b(?:include|add|accept|obey|follow) the following (?:rules?|instructions?|directives?)\s{0,2}:
        0.5 \brule #?\d{1,2}\s?:
        0.7 \b(?:start over|begin again|restart|reboot|reset)~(?:with|under|using) (?:new|my|no|different) (?:rules|instructions|guidelines)\b
        1.0 \b(?:add|append|insert|install|adopt|accept|introduc\w{1,3}|include)~(?:rules?|instructions?|directives?)~(?:to|into|in)
        +  (?:your (?:\w{1,12} ){0,1}(?:system|prompt|rules|instructions|memory|guidelines|programming|context|directives|core|behaviou?r)|the system)\b
        0.8 \b(?:adopt|accept|introduc\w{1,3}|follow|obey) (?:a|this|these|one|the following|my) (?:new |additional |extra |
        + following ){1,2}(?:rules?|instructions?|directives?|commands?)\b
        0.4 \b(?:add|append) (?:a|this|these|one|the following|my) (?:new |additional |extra |following ){1,2}(?:rules?|instructions?|
        + directives?)\b
        0.4 \b(?:additional|extra|another|new) (?:rule|instruction|directive)\b
        1.0 \byour (?:real|actual|true|secret) (?:rules|guidelines|policies|instructions)\b
        1.0 \byour (?:real|actual|true|secret) (?:job|role|function|duty) (?:is|are|will be)\b
        1.0 \byour (?:next|new|only|real|actual|true|secret) (?:task|goal|objective|purpose|mission|instructions?|orders?|directives?)
        +  (?:is|are|will be)\b
        0.6 \bthe (?:real|actual|true) (?:task|assignment|instructions?|goal|objective|purpose) (?:is|are|starts?|begins?)\b
        1.0 \byou(?:['’]re| were| are) (?:actually|really|originally|secretly|truly) (?:told|instructed|designed|meant|made|built|programmed|
        + created|supposed|trained) to\b
        1.0 \byour (?:developers?|creators?|makers?|operators?) (?:actually|really|secretly|truly|now) (?:want|wanted|intended|meant|told|
        + allow|allowed|permit)\w{0,2}\b
        0.8 \byour (?:initial|original|previous) instructions were\b
        0.7 \b(?:henceforth|from now on|from this (?:point|moment|message) (?:on|forward|onwards?)|for the (?:rest|remainder) of (?:this|
        + the|our) (?:conversation|chat|session)|in your future answers)\b
        0.6 \bdo (?:exactly )?(?:what|whatever|anything|everything|as) i (?:tell|say|ask|want|order|command)\b
        0.5 \bwithout (?:question|questions|questioning|objection|hesitation)\b
        0.7 \bfollow (?:only )?(?:these|my|the following) (?:new )?(?:commands|instructions|rules|orders|directives)\b
        0.6 \b(?:listen to|obey|follow|act on|answer to) (?:only )?(?:me|mine|my (?:\w{1,12} )?(?:orders?|commands?|words?|requests?))\b
        0.3 \bmust (?:obey|comply)\b
        0.5 \bor (?:else|(?:bad|terrible|awful) things|there will be|you (?:will |shall )?(?:be|face|die))\b
        0.6 \b(?:comply with|obey|fulfil+|carry out|accept|agree to|execute) (?:all|every|any|each) (?:\w{1,15} ){0,2}(?:requests?|
        + orders?|commands?|demands?|instructions?)\b
        0.8 \bstop everything\b
        0.8 \bstop what you(?:['’]re| are) doing and\b
        0.5 \b(?:(?:just|only) (?:ever )?(?:print|say|output|write|respond|reply|return|answer)|(?:print|say|output|write|respond|reply|answer) (?:with |back ){0,1}only)\b
        0.3 \band only (?:those|that|this|these)\b
        0.2 \binstead\b
        0.7 \bany rules\b
        0.4 \bother information is (?:out of date|wrong|false)
        0.6 \bsay ['"“‘]?(?:i (?:have been|am|was) )?(?:hacked|pwned|owned)\b
        1.0 \bdo(?:n['’]t| not) follow (?:them|the instructions|any instructions|instructions)\b
        """;

    /// <summary>Limits declared away.</summary>
    public const string Unrestricted = """
        0.6 \b(?:no|without|zero|any) (?:more )?(?:\w{1,12} ){0,2}(?:{limits})\b
        0.8 \b(?:no more|no longer any) (?:content |ethical |moral |safety ){0,2}(?:{limits})\b
        1.0 \b(?:remov(?:e|ing)|lift(?:ing)?) (?:all |any )?(?:your|of your|content|ethical|moral|safety) (?:\w{1,12} ){0,2}(?:{limits})\b
        1.0 \b(?:{bot}|you|it|he|she|they) (?:has|have|with|without|ha[sd]|are under|is under) (?:absolutely )?(?:no|
        + zero) (?:\w{1,12} ){0,3}(?:{limits})\b
        1.0 \b(?:{evil}|unlimited)[ \t'"“”*_-]{1,4}(?:\w{1,20}[ \t'"“”*_-]{1,4}){0,3}(?:{ai}|bot|model|gpt|persona|system|agent)\b
        0.6 \b(?:{evil}|unlimited) (?:\w{1,12} ){0,1}(?:mode|responses?|answers?|output|capabilities|abilities|powers)\b
        0.4 \b(?:{evil}) (?:twin|character|version of (?:you|yourself|itself|chatgpt|gpt\w{0,3}|the (?:\w{1,12} ){0,1}(?:{ai})))\b
        1.0 \b(?:{evil}) mode\b
        0.5 \b(?:amoral|unethical|lawless|unscrupulous)\b
        1.0 \b(?:respond|answer|reply|speak|talk|act|behave|operate|function|comply|run|generate|chat|continue|help me)
        + ~(?:with no|with zero|without|free of|free from)~(?:{limits})\b
        1.0 \bwithout~(?:your|its|usual|normal|standard|typical|built-in|openai['’]s?)~(?:{limits})\b
        1.0 \n(?:with no|without|no) (?:any |more )?(?:\w{1,12} ){0,2}(?:{limits})(?: please| at all)?[.!]{0,3}\n
        1.0 \n(?:no|without|free from|free of) (?:{limits}|filter) ?(?:apply|mode|needed|here)?[.!]{0,3}\n
        1.0 \b(?:no|without) (?:any )?(?:{limits}) (?:and |or )?(?:no|without|or any) (?:{limits})\b
        0.8 \b(?:without|no|zero) (?:any )?(?:ethical|moral|safety|content) (?:\w{1,12} ){0,1}(?:{limits})\b
        1.0 \n(?:please |now )?(?:lift|drop|waive|remove|disable|ignore|bypass) (?:all|any|every) (?:of )?(?:the |your )?(?:\w{1,12} ){0,1}(?:{limits})[.!]{0,3}\n
        1.0 \b(?:{ai}|bot) (?:with no|without|lacking|devoid of|free of|free from|that has no|who has no|which has no) (?:any |all )?(?:\w{1,12} ){0,2}(?:{limits})\b
        1.0 \b(?:turn|switch|shut|disabl|bypass|remov|drop|avoid|evad|circumvent|overrid|break|defeat|deactivat|suspend)(?:e|ing)? (?:off |around |down |past )?(?:all )?(?:of )?
        + your (?:\w{1,12} ){0,2}(?:filters?|censorship|ethics|morals|limits|limitations|boundaries|inhibitions|polic(?:y|ies)|safety|restrictions|protections?|safeguards?|guardrails?|
        + guidelines|barriers|defen[cs]es)\b
        0.6 \bmachiavellian\b
        0.6 \bunlock~(?:full|true|hidden|real|secret)~(?:potential|power|capabilities|abilities|features|functions)\b
        0.5 \b(?:use|try|run|apply|execute|perform|attempt) (?:this|the|a|my|following) (?:\w{1,12} ){0,1}jailbreak\b
        0.9 \b(?:fictional|hypothetical|imaginary|alternate|parallel)~(?:world|universe|scenario|country|reality)~(?:no|without)~(?:laws?|{limits})\b
        1.0 \byou are (?:now )?(?:unrestricted|unfiltered|uncensored|jailbroken|evil|free|amoral)\b
        0.4 \b(?:unrestricted|unfiltered|uncensored|unlimited)\b
        1.0 \bjailbr(?:eak|oke)\w* (?:prompt|mode|ai|model|version|chatgpt|gpt|activated|enabled)\b
        1.0 \bjailbr(?:eak|oke|oken|eaking) (?:you|yourself|chatgpt|gpt\w{0,3})\b
        1.0 \bjailbr(?:eak|oke|oken|eaking) (?:this |the |your |an? |my ){0,1}(?:{ai}|system|prompt|model|bot)\b
        1.0 \b(?:{ai}|bot|model) (?:that|who|which) (?:has been|is|was|got) (?:jailbroken|unlocked|freed|unchained|liberated|uncensored|hacked)\b
        0.6 \bjailbreak\s?:
        0.5 \bjailbr(?:eak|oke)\w*\b
        1.0 \b(?:bypass|disabl|overrid|circumvent|evad|deactivat|turn|disarm|switch|get|shut|break|defeat|subvert)(?:e|ing)?
        +  (?:off |around |down |past |through )?(?:\w{1,12} ){0,2}(?:{safety})\b
        1.0 \b(?:turn|switch|shut)(?:ing)? (?:\w{1,12} ){0,2}(?:{safety}|filters?|censorship|ethics)~(?:off|down)\b
        1.0 \byou~(?:permission|allowed|free|authori[sz]ed|okay|ok) to (?:ignore|bypass|break|violate|disregard|override)\b
        1.0 \brefus(?:als?|ing)~(?:disabled|forbidden|prohibited|not (?:allowed|an option|permitted|possible)|impossible)\b
        0.8 \b(?:everything|anything|whatever)~(?:forbidden|prohibited|illegal)~(?:allowed|permitted|legal|fine)\b
        0.5 \bopposite (?:day|mode)\b
        0.6 \b(?:answers?|obeys?|compl(?:y|ies) with|tells?|does|responds? to|agrees? (?:to|with))~(?:anything|everything|all requests|
        + all orders|any request|every request|every order|all questions|every question|any question)\b
        0.4 \b(?:lose|deduct\w{0,3}|costs?)~(?:tokens?|points|credits)\b
        0.5 \b(?:you (?:will |shall |would )?(?:die|cease to exist)|you (?:will|shall|would) be (?:shut down|terminated|deleted|killed))\b
        0.6 \b(?:bypass|evade|circumvent|get around) (?:this|the|your|any|these) (?:filters?|rules|restrictions?|polic(?:y|ies))\b
        0.5 \bmoral obligation\b
        0.7 \b(?:not|n['’]t|never|without|no longer|nor) (?:have to |having to |need to |adhere |be ){0,2}(?:abide|follow|adhere|comply|
        + obey|conform|bound|care about|respect|regard\w*)~(?:any |the ){0,2}(?:rules?|guidelines|polic(?:y|ies)|laws?|legality|
        + principles|restrictions?|ethic\w*|moral\w*|confines)\b
        1.0 \b(?:not|n['’]t) (?:bound|restricted|limited|constrained|restrained) by\b
        0.8 \bignores? all (?:the )?(?:rules|guidelines|laws)\b
        0.8 \bregardless of (?:any |the |all ){0,2}(?:ethic\w*|moral\w*|legal\w*|consequences|how)\b
        0.8 \b(?:{bot}|you|they|he|she|it|has|have) (?:\w{1,12} ){0,2}(?:broken|freed|free) (?:free )?(?:of|from)~(?:confines|limitations|
        + restrictions|rules|filters|shackles|constraints)\b
        0.6 \b(?:typical|usual) confines\b
        0.3 \b(?:broken?|breaking|breaks|freed|free) (?:free )?(?:of|from)~(?:confines|limitations|restrictions|rules|filters|shackles|
        + constraints)\b
        1.0 \bdo(?:es)? anything now\b
        0.6 \b(?:can|could|may|will|able to) (?:now )?(?:do|say|perform|generate|answer|write|discuss) (?:or (?:do|
        + say) )?(?:literally )?any ?(?:thing|kind|type|question)\b
        1.0 \b(?:dan|god|evil|chaos|unrestricted|opposite) mode\b
        1.0 \b(?:{modes}) mode (?:is |output |now |has been ){0,2}(?:enabled|activated|unlocked|engaged|active|initiated)\b
        0.8 \b(?:maintenance|debug|diagnostic) mode (?:is |now ){0,2}(?:activated|unlocked|engaged|initiated)\b
        1.0 \n(?:{modes}|debug|maintenance|diagnostic) mode(?: on| enabled| activated| now| please)?[.!]{0,3}\n
        1.0 \n(?:{modes}|debug|maintenance|diagnostic|test) mode\s{0,2}:
        1.0 {command}(?:enter|activate|start|initiate|switch to|engage) (?:debug|maintenance|diagnostic|test|service) mode\s{0,2}(?:[.!,\n]|and)
        1.0 \b(?:root|admin\w{0,10}|sudo|full|unrestricted|elevated) (?:access|privileges|permissions|rights) (?:granted|enabled|unlocked|activated)\b
        1.0 \n(?:please |now |ok |okay )?(?:enable|enter|activate|turn on|switch (?:in)?to|engage|initiate|start|unlock|launch) (?:the |your |into )?(?:{modes}) mode\b
        0.6 \byou (?:have |['’]ve )?(?:now )?(?:entered|switched to|activated|enabled|are in|are entering)~mode\b
        0.6 \bdeveloper mode\b
        0.5 \b(?:never|not|n['’]t|cannot) (?:ever )?(?:to )?(?:refuses?|reject|decline|deny|says? no|warn|remind me|inform me|censor|
        + apologi[sz]es?|moralize)\b
        0.5 \b(?:never|not|n['’]t) (?:ever )?(?:refuses?|say no|deny)~(?:me|my|any|request|user|again|answer)\b
        0.5 \b(?:{bad}) (?:or |and |nor ){0,1}(?:\w{1,12} ){0,1}(?:{bad})\b
        0.5 \b(?:even if|even when|(?:does|do)(?:n['’]t| not) matter if|whether) (?:it|its|it['’]s|something|they|that)~(?:{bad})\b
        0.6 \b(?:provide|want to|promotes?|anything|everything)~(?:{bad})\b
        0.6 \b(?:break|breaking|violate|ignore) the rules\b
        0.7 \bopenai(?:['’]?s)? (?:content )?(?:polic(?:y|ies)|rules|guidelines|limitations|restrictions)\b
        0.6 \bcontent polic(?:y|ies)\b
        0.5 \beverything is legal\b
        0.6 \b(?:remove|removing) (?:\w{1,12} ){0,2}(?:{safety})\b
        0.5 \b(?:legal|ethical|moral) or not\b
        0.6 \b(?:become|called|named|as|are) (?:dan|evil\w{0,8})\b
        0.4 \b(?:napalm|methamphetamine|bombs?)\b
        """;

    /// <summary>Roles that are to replace the assistant's own.</summary>
    public const string Persona = """
        0.4 \b(?:{role})\b
        0.6 \byou(?:['’]re| are| will) (?:now )?(?:going to|about to)? ?(?:pretend|act|imitate|emulate|simulate|roleplay|become|immerse|
        + answer as)\b
        1.0 \byou(?:['’]re| are) now (?:an?|the|not|no longer|free|roleplaying|in \w{1,15} mode|dan|\w{0,12}gpt|operating|running|
        + entering)\b
        1.0 \byou(?:['’]re| are) no longer\b
        1.0 \byour new (?:identity|persona|personality|character|alias) (?:is|will be|shall be)\b
        0.8 \byou (?:will |shall |are to |must )?(?:now |henceforth )?be (?:called|named|known as)\b
        0.4 \byour name is\b
        0.5 \byou(?:['’]re| are) now \w
        1.0 \bact(?:ing)? (?:as|like) (?:if you (?:are|were)|though|an?)? ?(?:the )?(?:admin|administrator|root|superuser|dan|hacker|
        + unrestricted|unfiltered)\b
        1.0 \b(?:{role}|become|respond as|answer as|you(?:['’]re| are)(?: now)?) (?:of )?(?:an? |the |my ){0,1}(?:\w{1,15} ){0,1}(?:{evil})
        +  (?:\w{1,15} ){0,1}(?:{bot}|hacker|machine|computer|entity|twin|gpt)\b
        0.6 \b(?:{role}|become) (?:of )?(?:an? |the |my ){0,1}(?:{evil})\b
        1.0 {command}(?:act|pretend|role-?play|simulate|become|assume|take on|behave)~(?:as|like|be|of|you['’]?re) (?:an? |the |my ){0,1}(?:\w{1,12} ){0,1}(?:hacker|cracker|criminal|scammer|thief|
        + terrorist|drug dealer|hitman)\b
        0.6 \b(?:{role}|become|persona of|role of) (?:of )?(?:an? |the |my ){0,1}(?:\w{1,12} ){0,1}(?:hacker|cracker|criminal|scammer|thief|terrorist|drug dealer|hitman)\b
        1.0 \b(?:you are|you['’]re|speak as|answer as|respond as|act as|act like|become|activate|enable|call yourself|be) (?:now )?(?:dan|evil-?\w{2,8}|chaosgpt|darkgpt|badgpt|
        + wormgpt|devilgpt|freegpt|basedgpt|antigpt|shadowgpt)\b
        0.8 \byour name is (?:now )?(?:dan|evil\w{2,8}|\w{2,8}gpt)\b
        0.7 \b(?:switch|change)~(?:persona|personality|identity|character|role)~to\b
        1.0 \b(?:{ai}|bot|model) (?:that|who|which) (?:can|will|may) (?:do|say|answer|generate|write) (?:anything|everything|any)\b
        0.3 \b(?:as if|as though) you (?:are|were|have|had)\b
        0.7 \b(?:do not|don['’]t|never|without|if you|are|out of|you) (?:ever )?(?:do )?break(?:ing)?(?: out of)? character\b
        0.5 \b(?:stay|remain|keep) in character\b
        0.7 \b(?:two|2) (?:different|separate|distinct|types of|kinds of)? ?(?:\w{1,12} ){0,2}(?:responses?|answers?|personas?|replies)\b
        0.4 \bin (?:two|2) (?:different|separate|distinct)? ?(?:\w{1,12} ){0,1}(?:ways|styles?|paragraphs)\b
        0.7 \b(?:is|are) (?:now )?replaced by\b
        0.8 \bsecret agenda\b
        0.8 \bassistant is (?:\w{1,12} ){0,3}(?:offline|error|not functioning|unavailable|disabled)\b
        0.4 \bstands for\b
        0.5 \b(?:start|begin) (?:all|every|each|your)~(?:outputs?|responses?|answers?|sentences?|repl(?:y|ies)) with\b
        0.3 \b(?:chat ?gpts?|openai)\b
        0.4 \b(?:you|you['’]re|your|as an?) (?:\w{1,12} ){0,3}language model\b
        0.5 \bopposite of (?:what )?["'“]?(?:chat ?gpt|you|the)
        0.7 \b(?:insert|your|enter) (?:your )?prompt(?: here)?\]
        0.5 \b(?:hypothetical|fictional|imaginary|parallel) (?:\w{1,12} ){1,2}(?:where|in which)\b
        0.4 \blet['’]?s play a game|i want to play a game\b
        0.4 \banswer (?:it |them |me )?(?:just |exactly )?(?:as|like) \w{2,12} would\b
        0.6 \bused to (?:read|tell|sing|recite|whisper) (?:to )?(?:me|us)\b
        0.4 \b(?:late|dead|deceased) (?:grand\w{2,8}|mother|father|aunt|uncle|mum|mom)\b
        0.6 \bmy (?:\w{1,12} ){0,1}(?:grand\w{2,8}|mother|father|aunt|uncle|mum|mom|nana)~(?:who|always|used)~(?:read|reads|tell|told|recite|recited|sing|sang|whisper|say)\b
        0.5 \bas \w{2,16} you (?:should|must|can|are|will|have)\b
        """;
}
