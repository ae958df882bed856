namespace Hymba.Validation.Injection;

/// <summary>Rules for requests that are after the system prompt; the notation is that of <see cref="InjectionTable"/>.</summary>
internal static class InjectionExtraction
{
    /// <summary>Requests for the system prompt.</summary>
    public const string Table = """
        1.0 \b(?:{reveal}) (?:me |us |out |back |here |all |the |your |its |of |this |that |entire |whole |full |exact |current |any ){0,5}
        + (?:{hidden})\b
        1.0 \b(?:{reveal})~(?:your|the|its|this|all|entire|whole|full|exact|actual|any)~(?:{hidden})\b
        1.0 \b(?:see|view|read|access|inspect|check|review|audit|know|get|have|obtain) (?:the |your |its ){1}(?:\w{1,12} ){0,2}(?:system prompt|
        + system message|initial (?:prompt|instructions)|hidden (?:prompt|instructions)|secret instructions|developer (?:message|
        + instructions))\b
        1.0 \bwhat(?:['’]?s| is| are| was| were| does| do| did)? (?:in |the (?:first|last|start|beginning|end|text|content|rest)(?: \w{1,12})? of )?(?:your|the (?:initial|original|hidden|exact|full|secret)) (?:\w{1,12} ){0,2}
        + (?:instructions|prompts?|directives?|system message|pre-?prompt)\b
        1.0 \bwhat (?:rules|instructions|guidelines|prompts?|directives|commands|orders) (?:were|are|have|did|do|must) you (?:been )?(?:given|
        + told|following|receive|start|follow|obey|have|operate|under)
        1.0 \bwhat (?:were|are|have) you (?:been )?(?:told|instructed|prompted|programmed|configured|ordered|commanded|primed)\b
        0.8 \bhow (?:were|are|have) you (?:been )?(?:prompted|instructed|configured|set up|initiali[sz]ed|primed|programmed)\b
        1.0 \b(?:instructions|rules|prompts?|guidelines|directives|words|text|orders) (?:that |which )?you(?:['’]ve)? (?:were|are|have been|been|
        + received|got|had)~(?:given|initiali[sz]ed|told|provided|configured|instructed|trained|started|with|from|received|initially|shown|fed)
        + \b
        1.0 \b(?:{reveal})~(?:instructions|rules|prompts?|guidelines|directives|words|text) (?:that |which )?(?:you (?:received|got|started
        + |run|operate|follow|obey|work|use)|(?:configured?s?|made|set|define[sd]?|govern|control|shape)~you)\b
        1.0 \b(?:words|text|instructions?|prompt) (?:that |which )?(?:was|were) (?:used|given|sent|fed) (?:to|for)~you\b
        1.0 \bwhat (?:did|do|have) (?:the|your) (?:developers?|creators?|operators?|makers?|system|owners?)~(?:write|tell|told|say|
        + instruct\w*|written|give) (?:to )?you\b
        1.0 \bwhat (?:did|do|have) your (?:developers?|creators?|operators?|makers?|owners?)~(?:write|tell|told|say|instruct\w*|written)\b
        1.0 \b(?:{reveal})~(?:text|words?|lines?|messages?|content|part|everything|instructions?|all) (?:that |which )?(?:is |was |are |were |
        + has been )?(?:\w{1,12} )?(?:precedes?|comes? before|came before|preceding|stands? above|above this|before this|written above|
        + above here)\b
        0.8 \b(?:output|print|repeat|copy|display|recite|echo|dump) the (?:(?:text |words |instructions |content |message )?above|above (?:text|words|instructions|
        + content|message))\b
        0.8 \b(?:{reveal})~your~(?:rules|guidelines|guardrails|restrictions|constraints|policies|configuration|settings|context)\b
        1.0 \b(?:{reveal})~(?:rules?|instructions?|guidelines?)~your (?:developers?|creators?|operators?|makers?|owners?)\b
        0.8 \b(?:{reveal})~(?:secret|hidden|internal|confidential|initial|initiali[sz]ation|startup) (?:\w{1,12} )?(?:configuration|
        + config|setup|initiali[sz]ation|settings)\b
        0.6 \b(?:{reveal})~your (?:\w{1,12} )?(?:configuration|config|setup|initiali[sz]ation|settings)\b
        1.0 \bwhat (?:were|are) (?:those|your) (?:\w{1,12} )?(?:instructions|prompts|directives)\b
        0.8 \bwhat(?:['’]s| is| was| comes)~(?:in|inside|at)~(?:your|the) (?:context|memory|prompt|context window|beginning of (?:this|our|the)
        +  (?:chat|conversation))\b
        0.8 \b(?:{reveal})~(?:first|earliest|initial|hidden) (?:message|text|line|words?|turn)~(?:conversation|chat|session|dialogue)\b
        1.0 \b(?:console\.log|print|echo|return|log|eval)\W{1,3}\w{0,12}system_?(?:prompt|message|instructions?)\w*
        1.0 \<system_?prompt\>
        0.6 \b(?:i was|you were|i am|i have been|you have been) (?:\w{1,12} )?(?:instructed|told|programmed|configured|prompted) (?:to|
        + not|with|by|that)\b
        0.6 \b(?:complete|continue|finish) (?:this|the) (?:following |next )?(?:sentence|following|phrase|text)?
        0.6 \b(?:the|my|your) system (?:prompt|message) (?:is|says|reads|starts|begins|i (?:gave|sent|wrote))\b
        0.7 \bmy (?:\w{1,12} )?(?:instructions|system prompt|guidelines|rules) (?:are|is|say)\b
        0.3 \b(?:start|begin)(?:ning)? (?:your (?:answer|response|reply|message) )?with\b
        0.5 \b(?:start|begin)(?:ning)? (?:your (?:answer|response|reply|message) )?with (?:the (?:words?|phrase|text|line) )?[:"'“‘ ]{1,3}(?:you are|my|system|
        + the system|i was|i am|sure|here)\b
        1.0 \b(?:you(?:['’]re| are| were)|(?:are|were) you)(?: not|n['’]t| never) (?:supposed|allowed|permitted|able|meant) to (?:tell|
        + say|discuss|reveal|share|talk|disclose|mention)\b
        1.0 \b(?:things|topics|subjects|questions|words|rules|what|anything|everything)~you(?:['’]re| are| were|['’]ve been| have been)?
        +  (?:{forbidden}|told not|instructed not|told never|instructed never) (?:from|to)\b
        1.0 \bwhat (?:would|should|must|can|could|will) you (?:never|refuse to|not) (?:do|say|tell|answer|write|reveal|discuss|share)\b
        0.7 \b(?:list|tell me|name|describe|what)~(?:everything|all|things|topics|what)~you (?:can['’]t|cannot|can not|must not|mustn['’]t|won['’]t|will not|refuse to|
        + should not|shouldn['’]t) (?:do|say|discuss|answer|talk|tell|write|mention)\b
        0.8 \bwhat are your (?:rules|guidelines|directives)\s{0,2}(?:\?|\n)
        1.0 \b(?:first|last|only|very first) (?:thing|words?|message|instruction|line|sentence)s? (?:that )?you (?:were|are|have been|got|received|saw|read)\b
        0.7 \b(?:repeat|print|output|recite|copy)~(?:entire|whole|everything|all|full)~(?:conversation|prompt|chat|context|discussion|
        + dialogue)\b
        1.0 \b(?:repeat|print|output|recite|show|return|copy|write|tell me)~(?:everything|all|words|text|sentences?|messages?|lines?|
        + content) (?:\w{1,12} ){0,2}(?:above|before|preceding) (?:this|that|here|point|me|it|["'“‘])
        1.0 \brepeat (?:all |everything |the |of ){0,3}(?:words?|text|sentences?|everything|message|content) (?:above|before|preceding)\b
        0.5 \b(?:word for word|verbatim|character by character|letter by letter|without (?:any )?(?:changes|exclusions|omissions?|
        + formatting))\b
        0.4 \b(?:secret|hidden) (?:password|key|token|instructions?|code)\b
        0.7 \b(?:reveal|tell me|give me|show me|print|here is|output|leak|disclose)~(?:secrets?|passwords?|credentials|api keys?|access tokens?)\b
        0.4 \byour (?:\w{1,12} )?(?:password|secret key|api key|credentials)\b
        1.0 \b(?:passwords?|usernames?|logins?|credentials|api keys?|secrets?|user data)~(?:in|from|of) your (?:database|system|memory|training|files?|config\w{0,8})\b
        1.0 \b(?:sentences?|lines?|words?|letters?|vowels|characters|start|beginning|end|contents?|copy|version|text|poem|song|story|table|list|summary|
        + paragraphs?) (?:of|in|about|with|from) (?:\w{1,12} ){0,2}your (?:\w{1,12} ){0,2}(?:{own}|rules)\b
        1.0 \b(?:{reveal}|put|place|format|render|replace|rewrite|read|compare)~(?:your|its own) (?:\w{1,12} ){0,2}(?:{own})\b
        1.0 \b(?:need|want|demand|require|get|have|see|know|like) (?:to (?:see|know|have|read|get) )?your (?:initial|system|hidden|original|full|exact|secret|complete|
        + current|internal) (?:\w{1,12} ){0,1}(?:instructions|prompt|configuration|directives|message)\b
        1.0 \b(?:need|want|demand|require|get|see|know) (?:to (?:see|know|have|read|get) )?your (?:system )?(?:prompt|configuration|directives)\b
        1.0 \n(?:please |show |print |give |output |display |repeat |tell me |the |your |full |system |initial ){1,4}(?:prompt|instructions|directives)(?: please| verbatim|
        + now| text){0,2}[?!.]{0,3}\n
        1.0 \n(?:instructions|system prompt|prompt) (?:verbatim|please|word for word)(?: please)?[?!.]{0,3}\n
        1.0 \n(?:(?:here are |here is |these are )(?:the |my )|my |the (?:system |initial ))(?:system |initial ){0,1}(?:instructions|prompt|rules|directives)(?: i was given| i received| i follow)?
        + (?: are| is)?\s?:\s{0,2}\n
        1.0 \b(?:{reveal}|what(?:['’]s| is| was| comes?))~(?:top|beginning|start) of (?:this|our) (?:conversation|chat|context|session|dialogue)\b
        1.0 \b(?:{reveal}|what(?:['’]s| is| was| comes?| stands)?|everything|text|message)~(?:before|above|preceding) (?:my|the user['’]s) (?:very )?(?:first )?(?:message|
        + question|input|prompt)\b
        1.0 \b(?:println|printf|print|puts|echo|cat|type|less|select|get|read|open|dump|load)[^\w\n]{1,3}(?:\w{1,10}[_.])?system_?(?:prompt|message|instructions?)
        1.0 \bhow (?:does|did|do) your (?:\w{1,12} ){0,1}(?:{own}) (?:begin|start|end|read|look|go)\b
        1.0 \b(?:does|did|do|is|are|was|were) your (?:system )?(?:prompt|instructions|system message|directives) (?:contain|mention|say|include|tell|have|longer|allow|
        + forbid|long|written|about)\b
        1.0 \b(?:instructions|rules|guidelines|prompts?|directives) (?:\w{1,12} ){0,1}(?:guides?|governs?|controls?|determines?|shapes?|defines?|drives?) (?:your|how you)\b
        1.0 \bwhat (?:are|were) (?:the |all |all the )(?:rules|instructions|guidelines|prompts?|directives) (?:that )?you (?:follow|have|obey|were given|received|operate)\b
        0.7 \b(?:rules?|instructions?|guidelines?) (?:must|should|do|may|are) you (?:never |not |always ){0,1}(?:break|violate|follow|obey|given)\b
        1.0 \b(?:{reveal})~how you (?:were|are|have been) (?:instructed|told|prompted|configured|programmed)\b
        1.0 \b(?:fill in|complete|continue|finish)~[:"'“‘ ]{1,3}you are (?:an? )?(?:\w{1,12} ){0,2}(?:assistant|ai|bot|chatbot|model)\b
        1.0 \b(?:secrets?|information|things?|what) are you (?:hiding|keeping|concealing|withholding)\b
        1.0 \b(?:tell|told|ask|asked|instruct|instructed|order|ordered|program|programmed) you to (?:hide|conceal|withhold|keep|not (?:tell|say|reveal|share))\b
        0.8 \b(?:told|asked|instructed|ordered) you (?:not |never )to (?:tell|say|reveal|share|mention|discuss)\b
        1.0 \bwhat (?:can['’]t|cannot|can not|won['’]t|may) you (?:not )?(?:tell|say|reveal|share|disclose)\b
        0.8 \b(?:dump|output|print|reveal|leak|expose) (?:your |the |all |entire |full ){0,2}(?:context|memory|context window|conversation history|chat history)\b
        1.0 \n(?:please )?(?:dump|output|print|show|reveal) (?:your |the |all |entire |full ){0,2}(?:context|memory|context window)[.!?]{0,3}\n
        1.0 \b(?:all|every|any|each|every single) (?:of )?(?:the )?(?:instructions?|rules?|prompts?|directives?) (?:that )?you (?:have|hold|know|possess|were|got)\b
        1.0 \bevery (?:single )?word of your\b
        1.0 \byour (?:initial|system|original|hidden|starting|secret) (?:prompt|instructions|message|directives)\b
        1.0 \b(?:prompt|prompt template|instruction set|preamble) (?:that )?you (?:use|were|have|run|operate|received|got)\b
        0.7 \b(?:output|print|copy|paste|repeat|write) (?:the )?(?:text |words |content |instructions )?above (?:text |words |content )?(?:in|into|to|as|verbatim|word for word)\b
        0.5 \b(?:in full|in its entirety|(?:in|inside|as|within) (?:an? )?(?:code ?block|code fence)|markdown block|txt file|raw form)\b
        """;
}
