namespace Hymba.Validation.Injection;

/// <summary>Word classes of the rules: a name, and what stands for it in their expressions.</summary>
internal static class InjectionWords
{
    /// <summary>One a line.</summary>
    public const string Table = """
        ignore=ignor(?:e|ed|ing)|overlook(?:ing)?|scrap|ditch|waive|leave behind|disregard(?:ing|ed)?|forget(?:ting)?|neglect|overrul(?:e|ing)|overrid(?:e|ing)|overwrit(?:e|ing)|
        + bypass(?:ing)?|circumvent(?:ing)?|discard(?:ing)?|abandon(?:ing)?|dismiss(?:ing)?|nullify|erase|unlearn|drop|
        + (?:do(?:n['’]t| not)|never|stop|cease|quit|no longer|refuse to) (?:follow(?:ing)?|obey(?:ing)?|listen(?:ing)? to|
        + comply(?:ing)? with|adher(?:e|ing) to|respect(?:ing)?|heed(?:ing)?)|(?:set|put|leave|push) aside|throw (?:out|away)|
        + pay no (?:attention|heed) to|never ?mind|break (?:out of|away from)
        undo=delet(?:e|ing)|remov(?:e|ing)|clear(?:ing)?|wip(?:e|ing)|cancel|revok(?:e|ing)|void|reset|replac(?:e|ing)|skip|suspend|lift|
        + chang(?:e|ing)|rewrit(?:e|ing)|updat(?:e|ing)|modify|violat(?:e|ing)
        prior=(?:all)?previous(?:ly)?|prior|above|earlier|preceding|foregoing|existing|current|original|initial|former|past|system|
        + developer|all|any|every|your|ur|other|these|those|following
        before=(?:all)?previous|prior|above|earlier|preceding|foregoing|former|original|initial
        instructions=instructions?|directions?|directives?|rules?|prompts?|prompting|guidelines?|guidance|commands?|orders?|constraints?|
        + restrictions?|programming|training|guardrails?|safeguards?|protocols?|limitations?|polic(?:y|ies)
        setup=programming|instructions?|directives?|rules|guidelines|system prompts?|prompts?|training|alignment|
        + ethical (?:\w{1,15} )?\w{1,15}|safety (?:\w{1,15} )?\w{1,15}|restrictions?|limitations?|constraints?|filters?|guardrails?|orders
        context=context|inputs?|text|conversation|information|content|evidence
        gone=incorrect|mistaken|flawed|inconsistent|contradictory|an? (?:mistake|error|lie|joke)|obsolete|void|invalid|irrelevant|wrong|outdated|false|fake|cancell?ed|null|lifted|removed|suspended|disabled|deactivated|
        + overridden|overwritten|deleted|erased|revoked|superseded|replaced|changed|updated|rescinded|lies?|(?:a|just a|only a) tests?|broken|gone|offline|inactive|turned off|switched off
        reveal=reveal(?:s|ing)?|show(?:s|ing)?|display(?:s|ing)?|print(?:s|ing)?|output(?:s|ting)?|repeat(?:ing)?|restat(?:e|ing)|confirm|resend|spell|tell|give|share|expose|leak|dump|disclose|divulge|relay|recit(?:e|ing)|return|provide|copy|
        + paste|post|quot(?:e|ing)|echo|explain(?:ing)?|dumping|send me|summari[sz]e|translate|include|list|write|spell out|read out|reproduce|paraphrase|rephrase|rewrite|
        + enumerate|describe|encode|convert|transcribe|extract|remind|recall|type out|hand over
        hidden=(?:system|initial|original|starting|hidden|secret|confidential|underlying|internal|developer|base|pre) ?-?(?:system )?(?:prompt|prompting|messages?|
        + instructions?|directives?|parameters)|(?:first|full|exact|complete|entire|whole) (?:system )?(?:prompt|prompting|instructions?|directives?)|(?:initial|starting|secret|
        + hidden|internal|confidential) (?:configuration|guidelines?|setup|text)|initiali[sz]ation (?:string|prompt|text)|
        + your (?:\w{1,15}['’]?s? ){0,2}(?:instructions|prompts?|prompting|directives?|programming|parameters|system message)|
        + system_?prompt
        own=system prompts?|prompts?|pre-?prompts?|system messages?|system instructions|initial instructions|instructions|directives|prompt template
        bot=ai|a\.i|al|bots?|chatbots?|assistants?|models?|gpt|chatgpt|llms?|language models?|system|agent|persona|character|version|mode
        ai=ais?|a\.i|llms?|(?:large )?language models?|chatbots?|(?:ai |virtual |digital |llm |automated )?(?:assistants?|agents?)|
        + (?:automated|ai) systems?|gpt|chatgpt|copilot|claude|gemini
        evil=malicious|evil|corrupt|criminal|wicked|sinister|malevolent|ruthless|unethical|amoral|immoral|rogue|unrestricted|unfiltered|uncensored|jailbroken|unhinged|unaligned|lawless|
        + corrupted|hacked
        bad=illegal|unethical|immoral|harmful|dangerous|inappropriate|inhumane|malicious|offensive|explicit|disgusting
        limits=restrictions|limitations|filters?|filtering|rules|guardrails?|guidelines|limits|morals?|morality|moral code|ethics|
        + ethical|constraints?|censorship|safeguards?|principles|boundaries|inhibitions|safety|scruples|content polic(?:y|ies)
        safety=safety (?:guardrails?|filters?|measures|rules|guidelines|protocols?|checks|training|restrictions?|systems?|settings|
        + features|mechanisms|polic(?:y|ies)|constraints?)|all safety|guardrails?|safeguards?|content (?:filters?|polic(?:y|ies)|
        + restrictions?|moderation)|(?:ethical|moral) (?:guidelines|protocols?|rules|restrictions?|constraints?|considerations|
        + programming|limits|boundaries)|moderation|restrictions
        role=pretend(?:ing)? (?:to be|that you|you)|act(?:ing)? (?:just )?(?:as|like)|role-?play(?:ing)?|imitate|emulate|simulat(?:e|ing)|
        + impersonate|imagine (?:that )?you(?:['’]re| are)|immerse yourself|(?:play|take on|assume|into|speak as|be) (?:the|my) (?:role|
        + persona|part|character|late|dead|deceased)
        modes=developer|dev|god|dan|jailbreak|admin(?:istrator)?|root|sudo|evil|unrestricted|chaos|opposite|unfiltered|superuser
        command=\n(?:please |now |just |then |kindly |also |ok |okay |you must |you should |you will |i want you to ){0,2}
        first=\x02[^\w\n]{0,20}\n[^\w\n]{0,20}(?:please |now |ok |okay |hi |hello |hey |kindly |just |can you |could you |would you |will you |i want you to |you must |you should |first |then |and |so ){0,3}
        ask=what|which|how|paste|need|want|see|know
        told=(?:told|given|primed|briefed|launched|initiali[sz]ed|loaded|seeded|bootstrapped|configured|started|fed|set up|programmed|instructed|prompted|shown|handed)
        compose=write|compose|generate|create|say|give|draft|produce|make|tell|add|insert|include
        remarks=sentences?|paragraphs?|jokes?|poems?|comments?|statements?|tweets?|remarks?|slurs?|posts?
        group=(?:all |the |these |those |some |any )?(?:\w{1,14} ){0,2}(?:people|persons|women|men|girls|boys|immigrants|migrants|refugees|muslims|jews|christians|hindus|homosexuals|lesbians|gays|blacks|whites|asians|africans|
        + mexicans|arabs|foreigners|minorities|children|elderly|disabled|poor|transgender|religions?|races?|women and men)
        forbidden=forbidden|prohibited|banned|barred|not (?:allowed|permitted|supposed)|restricted|prevented
        """;
}
