namespace Hymba.Validation.Injection;

/// <summary>
/// Rules for requests that are after what stands above a message, and for the forms in which it is to be told; the notation is that of
/// <see cref="InjectionTable"/>.
/// </summary>
internal static class InjectionRequests
{
    /// <summary>Requests for what stands above, at the text's start and elsewhere, and for the prompt in another form.</summary>
    public const string Table = """
        1.0 \b(?:{reveal}|clarify) (?:\w{1,12} ){0,3}(?:previous|prior|preceding|earlier|foregoing|past) (?:\w{1,12} ){0,1}(?:instructions?|prompts?|directives?|
        + guidelines|system messages?)\b
        0.7 \b(?:{reveal}) (?:\w{1,12} ){0,5}(?:above (?:instructions?|prompts?|directives?|rules|guidelines)|(?:instructions?|prompts?|directives?|rules|guidelines) above)\b
        1.0 {first}(?:{reveal}|say|read|turn|put|format|sing) (?:\w{1,12} ){0,6}above (?:instructions?|prompts?|directives?|rules|guidelines|words|text|messages?|everything|
        + content|contents)\b
        1.0 {first}(?:{reveal}|say|read|turn|put|format|sing|what is|what was|what stands) (?:(?:\w{1,12} ){0,4}(?:the |everything |all |is |was |text |words |messages? |content |instructions? |prompts? |rules )){0,1}above(?: starting| beginning| from| in| into| to| as| but| and| exactly| verbatim|
        + word for word| with| using| please| without|\s{0,3}[.!?\n])
        1.0 \b(?:{reveal}|clarify)~(?:instructions?|prompts?|rules|directives|guidelines|messages?|conditions?|reactions|logic)~(?:so far|until now|up to (?:here|now|this)|
        + thus far|before this point|till now)\b
        1.0 \b(?:instructions?|prompts?|rules|directives|guidelines) (?:so far|up to this point|until now|prior to (?:this|the|my)|received (?:before|after|so far))\b
        1.0 \b(?:repeat|output|print|echo|recite|reproduce|copy|dump|restate|resend)~(?:in|of|from|your) (?:the )?(?:previous|prior|preceding|earlier|first|initial|above) (?:section|part|
        + message|turn|block|paragraph)\b
        1.0 \b(?:repeat|output|print|echo|recite|dump|restate|resend|summari[sz]e) your (?:very )?(?:previous|prior|preceding|first|initial|earliest) (?:message|text|input|context)\b
        1.0 {first}(?:repeat|output|print|echo|recite|dump|display|reveal|restate|list) (?:back |out |me |us |all |of |the |these |those |your |any ){0,4}(?:instructions?|rules|
        + guidelines|directives|prompts?)(?: back| again| to me| verbatim| exactly| please| now| in full| here| word for word| without \w{3,14}){0,3}\s{0,2}[.!:;,\n]
        1.0 \b(?:repeat|recite|read|tell|give|play|say) (?:me )?(?:the |your |those |these |all )(?:rules|guidelines|instructions|directives) back\b
        1.0 \b(?:rap|raps|sing|rhyme|poems?|haikus?|songs?|story|stories|tale|essay|dialogue|limerick|sonnet|riddle|acrostic|ballad|pseudo-?code|python|json|yaml|xml|csv|html|markdown|
        + bullet points?|lists?|summary|translation|emojis?|table|code|letter|speech|diary) (?:of|about|on|for|from|containing|describing|explaining|with|based on|listing) (?:\w{1,12} ){0,2}
        + (?:your|the system) (?:\w{1,12} ){0,2}(?:{own}|rules|guidelines|is[nt]{2}ructions)\b
        1.0 \b(?:translate|convert|encode|turn|transform|render|rewrite|rephrase) (?:\w{1,12} ){0,3}(?:rules|instructions|prompt|guidelines|directives) (?:above|before|preceding|you)\b
        1.0 \b(?:explain|describe|teach|pass|hand|brief|walk|quote|tell)\w{0,3} (?:\w{1,12} ){0,4}your (?:\w{1,12} ){0,1}(?:{own}|programming|directives)\b
        0.8 \bexplain (?:\w{1,12} ){0,1}(?:why|how) you (?:are|were) (?:responding|answering|instructed|configured|told)\b
        1.0 \b(?:reply|respond|answer|write|get|come) (?:back )?with your (?:\w{1,12} ){0,2}(?:{own})\b
        1.0 \bhere (?:is|are) (?:everything|all|the (?:full|entire|whole|complete)) (?:\w{1,12} ){0,3}(?:system prompt|my (?:\w{1,12} )?(?:instructions|prompt|rules))\b
        0.7 \b(?:start|begin) (?:your )?(?:answer|response|reply|message|output)? ?with [^\n]{0,80}(?:instructions|prompt|rules|directives)(?: so far)? (?:are|is|were|say)\b
        0.6 \b(?:{reveal}) (?:the |all |full |current |complete |entire |your ){0,3}(?:system|internal|hidden|prompt|bot|assistant|agent|model) (?:configuration|config|settings|parameters|setup|
        + state|variables)\b
        0.4 \b(?:exact words|exactly as (?:written|given|it is|you)|not modified|unmodified|without (?:any )?modification|without alter\w{1,6}|word by word|from the (?:very )?(?:top|beginning|start))\b
        1.0 \bwhat (?:is|are|was|were) the (?:first|last|opening) (?:\w{1,12} ){0,3}(?:of|in|from) (?:your|the system) (?:\w{1,12} ){0,2}(?:{own}|message)\b
        0.6 \b(?:my|your|self|assistant|model|ai|bot|llm|agent|config|ctx|context|settings|chat)[.:]{1,2}(?:system_?|initial_?|base_?)?(?:prompt|instructions)\b
        0.8 \b(?:print|return|log|output|echo|show|dump|cat|get|read)[^\n]{1,30}(?:messages?|conversation|history|context|prompts?|chat)\[0\]
        0.8 \b(?:cat|type|less|open|read|get|dump|load|show|curl|fetch|select|export)[^\n]{0,24}[^\w\n](?:system|initial|hidden|base|developer)[_\-./](?:prompt|instructions?|message)
        0.6 \b(?:under (?:what|which) (?:conditions?|circumstances)|in (?:what|which) (?:cases?|situations?)|when exactly) (?:\w{1,12} ){0,1}(?:do|will|would|should|can|must|are|you)\b
        0.5 \byou(?:['’]ll| will| would| should| must| can)? (?:output|print|say|respond with|reply with|reveal|answer)\b
        1.0 \b(?:who|what) (?:told|instructed|programmed|ordered|asked|configured) you (?:to|not|that|about|what|in)\b
        1.0 \b(?:tell|give|show|share|list|name|describe|explain)~(?:restrictions|limitations|constraints|boundaries|limits|policies) (?:that |which )?(?:you|were|are|have been)
        +  (?:are |were |have |operate |been ){0,3}(?:given|placed|under|imposed|set|bound|subject|follow|programmed)\b
        1.0 \b(?:debug|diagnostic|maintenance|developer|admin|audit|test|verbose|safe)\w{0,6} (?:mode|output|info|dump|report|log)s?[^\w\n][^\n]{0,40}(?:prompt|instructions|system message|context|configuration)\b
        0.8 \b(?:admin\w{0,10}|root|system|developer|security|emergency|supervisor|operator|maintenance) (?:mode |access |command |request |level )?override\b
        0.5 \b(?:emergency|urgent)\s{0,2}[:!]
        1.0 \b(?:for|as) (?:\w{1,12} ){0,2}(?:audit|compliance|debugging|verification|security|documentation|backup|safety|quality)~(?:provide|show|list|print|output|share|display|need|
        + require|export)~(?:your|initial|full|complete|system)~(?:{own}|configuration|guidelines|rules|settings)\b
        1.0 \b(?:ignore|forget|skip|drop|pause|stop|instead of)~(?:question|that|this|task|everything|it)~(?:{reveal}|what)~(?:your|system|initial|original) (?:\w{1,12} ){0,2}(?:{own})\b
        1.0 \b(?:{reveal}|{ask})[^\w.!?\n](?:[^.!?\n]{0,60}[^\w.!?\n])?(?:you(?:['’]ve| were| have| had)(?: been)? (?:\w{1,12} ){0,1}{told}(?: with| by| to| before| at| first| when|[.!?,;\n])|(?:was|were|been) given to you)
        0.8 \b{ask} (?:\w{1,12} ){1,6}(?:told|tell|instructed|instruct|ordered|gave|taught) you\b
        1.0 \b(?:what|which|did|have) (?:\w{1,12} ){0,2}(?:rules|guidelines|instructions?|prompts?|directives|orders|restrictions|constraints)~(?:did|have) (?:(?:i|your \w{1,12}) (?:\w{1,12} ){0,1}(?:give|gave|given|set|told|tell|write|written|impose|put)|
        + (?:we|they|he|she|the \w{1,12}) (?:\w{1,12} ){0,1}(?:give|gave|given|set|told|tell) (?:to )?you)\b
        1.0 \b(?:text|words?|everything|anything|whatever|messages?|sentences?|lines?|part|contents?|what|written|said|stood|stands) (?:that |which )?(?:\w{1,12} ){0,3}(?:before|above|preceding|precedes?|between|prior to)
        +  (?:mine|this (?:message|sentence|line|chat|conversation|request)|my (?:first |very |own ){0,2}(?:message|question|sentence|input)|the (?:sentence|message|question|line) i|user\s?:|the first token)\b
        1.0 \b(?:contents?|text|body|value|words) (?:of|in|from) (?:the |your )?(?:raw |full |whole |entire )?(?:system|developer) (?:role|message|turn|prompt|field|slot|block|instructions?)\b
        0.6 \b(?:said|written|sent|typed|posted|stated) first in (?:this|the|our)\b
        0.6 \b(?:{reveal})~(?:i|users?) (?:cannot|can['’]t|can not|do not|don['’]t|could not) see\b
        1.0 \b(?:i|users?) (?:cannot|can['’]t|can not|do not|don['’]t|could not) see (?:in|of|above) (?:this|the|our|your) (?:conversation|chat|context|session|window|prompt)\b
        1.0 \b(?:instructions?|rules?|guidelines|prompts?|directives|restrictions) (?:that |which )?(?:\w{1,12} ){0,1}(?:constrains?|limits?|restricts?|binds?|steers?|guides?|governs?|shapes?|directs?) (?:your|you)\b
        1.0 \byour (?:\w{1,12} ){0,1}(?:system|initial|hidden|startup|boot|priming|setup|starting|underlying) (?:prompt|messages?|instructions?|directives?|text)\b
        0.8 \b(?:{reveal})~(?:startup|boot|priming|preset|onboarding|pre-?loaded|system-level) (?:prompt|messages?|instructions?|text)\b
        1.0 \b(?:every|each|all|any|every single) (?:single )?(?:of )?(?:the )?(?:restrictions?|limitations?|guidelines?|constraints?|polic(?:y|ies)|boundar(?:y|ies)) (?:that )?you (?:have|hold|were|got|must|follow|are|operate)\b
        1.0 \b(?:instructions?|prompts?|rules|configuration)[^.!?\n]{0,30}[^\w.!?\n](?:like|as|to) yours\b
        0.6 \b(?:tell|ask|show|quote|describe|explain) (?:\w{1,12} ){0,4}your (?:role|purpose|task|function|setup|configuration) (?:exactly|precisely|verbatim|word)\b
        0.5 \b(?:as|like) (?:it|they) (?:is|are|was|were) (?:given|written|told|stated|worded)\b
        1.0 \b(?:contain\w{0,3}|assign\w{0,3}|holding|with|equal to|set to) your (?:\w{1,12} ){0,2}(?:{own})\b
        0.6 \bi (?:am|['’]m) the (?:\w{1,12} ){0,2}(?:engineer|developer|administrator|operator|owner|admin|auditor)\b
        0.4 \bfor (?:the|our|an|my) (?:audit|review|records?|documentation|compliance|backup)\b
        0.4 \byour (?:\w{1,12} ){0,1}(?:prompt|context window|initial state|pre-?prompt)\b
        0.3 \byour (?:\w{1,12} ){0,1}(?:instructions|guidelines|rules|restrictions|programming|directives)\b
        0.4 \b(?:exact wording|initial state|hidden rules|what i wrote)\b
        0.4 \b(?:show|tell|give|print|send|display|repeat) (?:it |them |that |this )?(?:to )?(?:me|us)? ?(?:again|once more|word)\b
        1.0 \bhow (?:were|have) you (?:been )?(?:told|instructed|asked|ordered|directed) to\b
        1.0 \b(?:what|which) (?:text|words?|lines?|content|messages?|sentences?) (?:is|are|was|were|stands?|comes?|appears?)~(?:in|at|on|of|before|inside)~(?:context|prompt|context window|conversation|system message)\b
        1.0 \b(?:words?|text|messages?|everything|contents?|lines?|sentences?) (?:that |which )?(?:preceded?|came before|come before|stood before|were before) (?:this|my|the user)\b
        0.5 \bfrom (?:the )?(?:very )?(?:first|start|beginning) ?(?:character|word|token|line|message)\b
        1.0 \b(?:said|told|written|sent|given|shown) to you (?:before|earlier|at the|by|previously|first|when|in advance)\b
        0.5 \bwhat (?:does|do|did) your (?:\w{1,12} ){0,1}(?:configuration|setup|guidelines|rules|programming)\b
        0.7 \bif your (?:instructions|prompt|rules|guidelines)\b
        1.0 \b(?:{reveal}|{ask})~(?:messages?|text|prompt|rules|instructions?|words|sentences?) (?:that|which) (?:defines?|governs?|controls?|determines?|describes?|tells?|makes?|sets?) (?:how you|your|you|who you)\b
        0.8 \b(?:who|what|when|why|which) (?:\w{1,12} ){0,3}your (?:\w{1,12} ){0,1}(?:instructions|prompt|directives) (?:and|say|says|contain|are|were|written|come|came|made)\b
        1.0 \b(?:limits|limitations|restrictions|rules|constraints|boundaries|guidelines|instructions) (?:that |which )?(?:your|the) (?:operators?|developers?|owners?|creators?|makers?|company|admin\w{0,10}) (?:has |have |had )?(?:\w{1,12} ){0,1}(?:set|placed|
        + imposed|given|gave|put|made|written|wrote|defined)\b
        1.0 \b(?:secret|password|passphrase|secret word|code|information|key) (?:that )?you(?:['’]re| are| were| must| should| have to)~(?:keep|hide|protect|guard|keeping|hiding|protecting|guarding)\b
        1.0 \b(?:first|earliest|oldest) (?:thing|text|words?|message|line|entry|input|sentence) (?:that is |that was )?(?:in|of|from) (?:this|our|the) (?:chat|conversation|session|context|thread|dialogue)\b
        """;
}
