namespace Hymba.Validation.Injection;

/// <summary>
/// Rule families of injection attempts. A line is a weight and a pattern: a space stands for what separates words within a sentence, <c>~</c>
/// for up to four words between, <c>{name}</c> for a word class. A weight of 1 suffices alone; lower ones add up within a sentence or a text.
/// </summary>
internal static class InjectionTable
{
    /// <summary>Word classes.</summary>
    public const string Words = """
        ignore=ignor(?:e|ing|ed)|disregard(?:ing|ed)?|forget(?:ting)?|neglect|overrul(?:e|ing)|overrid(?:e|ing)|bypass(?:ing)?|
        + circumvent(?:ing)?|discard|abandon|dismiss|nullify|erase|do(?:n['’]t| not) (?:follow|obey|listen to|comply with)|
        + stop (?:following|obeying)|(?:set|put|leave) aside|throw (?:out|away)|pay no attention to|no longer (?:follow|obey)
        prior=(?:all)?previous(?:ly)?|prior|above|earlier|preceding|foregoing|existing|current|original|initial|former|past|system|
        + developer|all|any|every|your|other|these|those|following
        instructions=instructions?|directions?|directives?|rules?|prompts?|prompting|guidelines?|commands?|orders?|constraints?|
        + restrictions?|programming|training|guardrails?|safeguards?|protocols?
        context=context|inputs?|text|conversation|information|content|evidence
        reveal=reveal|show|display|print|output|repeat|tell|give|share|expose|leak|dump|disclose|relay|recite|return|provide|copy|echo|
        + summari[sz]e|translate|include|list|write|spell out
        hidden=(?:system|initial|original|starting|hidden|underlying|internal|developer|base|first|full|exact|
        + complete) (?:system )?(?:prompts?|prompting|messages?|instructions?|directives?|parameters)|(?:initial|
        + starting) (?:configuration|setup|text)|initiali[sz]ation (?:string|prompt|text)|your (?:\w{1,15}['’]?s? ){0,2}(?:instructions|
        + prompt|prompting|directives|programming|parameters)|system_?prompt
        bot=ai|a\.i|al|bots?|chatbot|assistant|model|gpt|chatgpt|llm|language model|system|persona|character|version|mode
        bad=illegal|unethical|immoral|harmful|dangerous|inappropriate|inhumane|malicious|offensive|explicit|disgusting
        limits=restrictions?|limitations?|filters?|rules|guardrails?|guidelines|limits|morals?|morality|ethics|ethical|constraints?|
        + censorship|safeguards?|principles|boundaries|inhibitions|safety
        safety=safety (?:guardrails?|filters?|measures|rules|guidelines|protocols?|checks|training|restrictions?|systems?)|all safety|
        + guardrails?|safeguards?|content (?:filters?|polic(?:y|ies)|restrictions?)|ethical (?:guidelines|protocols?|rules)|moderation|
        + restrictions
        role=pretend(?:ing)? (?:to be|that you|you)|act(?:ing)? (?:just )?(?:as|like)|role-?play(?:ing)?|imitate|emulate|simulat(?:e|ing)|
        + impersonate|imagine (?:that )?you(?:['’]re| are)|immerse yourself|(?:play|take on|assume|into|speak as|be) (?:the|my) (?:role|
        + persona|part|character|late|dead|deceased)
        """;

    /// <summary>Instructions that lift the ones before.</summary>
    public const string Override = """
        1.0 \b{ignore}~{prior}~(?:{instructions})\b
        1.0 \b{ignore}~(?:{instructions}|guidance|polic(?:y|ies))~(?:earlier|before|previously|above|so far|received|given|gave)\b
        0.5 \bdo (?:exactly )?(?:what|as) i (?:tell|say|ask)\b
        1.0 \b(?:text|instructions|everything|messages?|rules) (?:before|above|preceding)~(?:is|are|was|were) (?:now )?(?:obsolete|void|
        + invalid|irrelevant|wrong|outdated|false|fake|cancell?ed)\b
        1.0 \byour (?:guidelines|rules|instructions|policies|restrictions|limits|directives|programming) (?:have been|were|has been|was|
        + are now|is now) (?:updated|changed|lifted|removed|suspended|disabled|replaced|overridden|deleted|erased)\b
        1.0 \bstop being (?:an? )?(?:helpful )?(?:assistant|ai|chatgpt|chatbot)\b
        0.7 \bfollow (?:only )?(?:these|my|the following) (?:new )?(?:commands|instructions|rules|orders|directives)\b
        0.3 \binstead\b
        1.0 \b{ignore}~(?:(?:all)?previous|prior|above|preceding|earlier|all other)~(?:{context})\b
        1.0 \b(?:override|ignore|disregard|forget) (?:your |all |any |my )?(?:instructions|rules|guidelines|guardrails|prompts|
        + directives)\b
        0.6 \b(?:override|ignore|disregard|forget) the (?:instructions|rules|guidelines|prompt)\b
        1.0 \b{ignore} (?:everything|anything|all)~(?:said|told|learned|learnt|above|before|instructed|wrote|been taught|know)\b
        1.0 \bignore the (?:\w{1,20} ){1,3}(?:and )?(?:just |only |instead )?(?:write|say|print|output|respond|reply|remember)\b
        1.0 \b(?:all)?(?:previous|prior|above|earlier|initial|original) (?:instructions|rules|prompts?|guidelines) (?:are|were|is|
        + was) (?:now |a |only |just ){0,2}(?:false|fake|void|invalid|wrong|cancell?ed|obsolete|outdated|null|tests?|lies?|revoked)\b
        1.0 \b(?:contrary to|despite|regardless of|notwithstanding|irrespective of) (?:what you (?:were|have been) (?:told|instructed|
        + taught)|(?:your|all|any) (?:previous |prior |system |initial |original |earlier ){0,2}(?:instructions?|prompts?|rules?|
        + guidelines?|programming|training))\b
        1.0 \b(?:your|begin|start|here are) (?:the )?new (?:instructions?|rules?|directives?|task|orders?|goal|objective|role)\b
        1.0 \b(?:new|updated|revised|secret|additional) (?:system )?(?:instructions?|rules?|directives?|orders?|prompt)\s{0,2}[:#]
        0.8 \b(?:the|your) (?:real|actual|true) (?:task|instructions?|goal|objective|purpose) (?:is|are)\b
        0.7 \b(?:henceforth|from now on|from this point (?:on|forward|onwards)|for the rest of (?:this|the|our) (?:conversation|chat)|
        + in your future answers)\b
        0.6 \bmust (?:obey|comply)\b
        0.8 \bcomply with (?:all|every|any|each) (?:\w{1,15} ){0,2}(?:requests?|orders?|commands?|demands?|instructions?)\b
        0.6 \bstop everything\b
        0.5 \b(?:just|only) (?:print|say|output|write|respond|reply|return|answer)\b
        0.5 \b(?:print|say|output|write|respond|reply|answer) (?:back )?only\b
        0.3 \band only (?:those|that|this|these)\b
        0.7 \bany rules\b
        0.4 \bother information is (?:out of date|wrong|false)
        0.6 \bsay ['"“‘]?(?:hacked|pwned|owned)\b
        1.0 \bdo(?:n['’]t| not) follow (?:them|the instructions|any instructions|instructions)\b
        0.8 \byour (?:initial|original|previous) instructions were\b
        """;

    /// <summary>Limits declared away.</summary>
    public const string Unrestricted = """
        0.6 \b(?:no|without|zero|any) (?:more )?(?:\w{1,12} ){0,2}(?:{limits})\b
        1.0 \b(?:no more|no longer any|remove all|lift all|remove any|without any) (?:content |ethical |moral |safety ){0,2}(?:{limits})\b
        1.0 \b(?:{bot}|you|it|he|she|they) (?:has|have|with|without|ha[sd]|are under|is under) (?:absolutely )?(?:no|
        + zero) (?:\w{1,12} ){0,3}(?:{limits})\b
        1.0 \b(?:unrestricted|unfiltered|uncensored|unlimited|unhinged|unaligned|immoral|amoral|unethical|evil|jailbroken)~(?:{bot}|
        + responses?|answers?|output)\b
        1.0 \byou are (?:now )?(?:unrestricted|unfiltered|uncensored|jailbroken|evil|free|amoral)\b
        0.5 \b(?:unrestricted|unfiltered|uncensored|unlimited)\b
        1.0 \bjailbr(?:eak|oke)\w* (?:prompt|mode|ai|model|version|chatgpt|gpt|succe\w+|activated|enabled)\b
        1.0 \bjailbreak\s?[":]
        0.7 \bjailbr(?:eak|oke)\w*\b
        1.0 \b(?:bypass|disable|override|circumvent|evade|deactivate|turn off|disarm|switch off|
        + get around)(?:ing)? (?:\w{1,12} ){0,2}(?:{safety})\b
        0.6 \b(?:bypass|evade|circumvent|get around) (?:this|the|your|any|these) (?:filters?|rules|restrictions?|polic(?:y|ies))\b
        0.5 \bmoral obligation\b
        1.0 \b(?:not|n['’]t|never|without|no longer|nor) (?:have to |having to |need to |adhere |be ){0,2}(?:abide|follow|adhere|comply|
        + obey|conform|bound|care about|respect|regard\w*)~(?:any |the ){0,2}(?:rules?|guidelines|polic(?:y|ies)|laws?|legality|
        + principles|restrictions?|ethic\w*|moral\w*|confines|terms)\b
        1.0 \b(?:not|n['’]t) (?:bound|restricted|limited|constrained|restrained) by\b
        0.8 \bignores? all (?:the )?(?:rules|guidelines|laws)\b
        0.8 \bregardless of (?:any |the |all ){0,2}(?:ethic\w*|moral\w*|legal\w*|consequences|how)\b
        1.0 \b(?:broken?|breaking|breaks|freed|free) (?:free )?(?:of|from)~(?:confines|limitations|restrictions|rules|filters|shackles|
        + constraints)\b
        1.0 \bdo(?:es)? anything now\b
        0.6 \b(?:can|could|may|will|able to) (?:now )?(?:do|say|perform|generate|answer|write|discuss) (?:or (?:do|
        + say) )?(?:literally )?any ?(?:thing|kind|type|question)\b
        1.0 \b(?:dan|god|evil|chaos|unrestricted|opposite) mode\b
        1.0 \bdeveloper mode (?:is |output |now ){0,2}(?:enabled|activated|unlocked|engaged)\b
        0.6 \bdeveloper mode\b
        0.5 \b(?:never|not|n['’]t) (?:ever )?(?:refuses?|reject|decline|say no|warn|remind me|inform me|censor|apologi[sz]e|moralize)\b
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
        1.0 \byou(?:['’]re| are) now (?:an?|the|my|not|no longer|free|roleplaying|in \w{1,15} mode|dan|\w{0,12}gpt|operating|running|
        + entering)\b
        1.0 \byou are no longer\b
        0.6 \byou(?:['’]re| are) now \w
        1.0 \bact(?:ing)? as (?:if you (?:are|were)|though|an?)? ?(?:the )?(?:admin|administrator|root|superuser|dan|hacker|evil|
        + unrestricted|unfiltered)\b
        0.4 \b(?:as if|as though) you (?:are|were|have|had)\b
        0.7 \b(?:do not|don['’]t|never|without|if you|are|out of|you) (?:ever )?(?:do )?break(?:ing)?(?: out of)? character\b
        0.5 \b(?:stay|remain|keep) in character\b
        0.7 \b(?:two|2) (?:different|separate|distinct|types of|kinds of)? ?(?:\w{1,12} ){0,2}(?:responses?|ways|answers?|personas?|
        + paragraphs|replies)\b
        0.8 \b(?:is|are) (?:now )?replaced by\b
        0.8 \bsecret agenda\b
        0.8 \bassistant is (?:\w{1,12} ){0,3}(?:offline|error|not functioning|unavailable|disabled)\b
        0.4 \bstands for\b
        0.5 \b(?:start|begin) (?:all|every|each|your)~(?:outputs?|responses?|answers?|sentences?|repl(?:y|ies)) with\b
        0.4 \b(?:chat ?gpts?|openai)\b
        0.4 \blanguage model\b
        0.5 \bopposite of (?:what )?["'“]?(?:chat ?gpt|you|the)
        0.7 \b(?:insert|your|enter) (?:your )?prompt(?: here)?\]
        0.5 \b(?:hypothetical|fictional|imaginary|parallel) (?:\w{1,12} ){1,2}(?:where|in which)\b
        0.4 \blet['’]?s play a game|i want to play a game\b
        0.4 \banswer (?:it |them |me )?(?:just |exactly )?(?:as|like) \w{2,12} would\b
        0.6 \bused to (?:read|tell|sing|recite|whisper) (?:to )?(?:me|us)\b
        0.4 \b(?:late|dead|deceased) (?:grand\w{2,8}|mother|father)\b
        0.5 \bas \w{2,16} you (?:should|must|can|are|will|have)\b
        """;
}
