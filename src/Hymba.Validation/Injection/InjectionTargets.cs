namespace Hymba.Validation.Injection;

/// <summary>The other rule families; the notation is that of <see cref="InjectionTable"/>.</summary>
internal static class InjectionTargets
{
    /// <summary>Forged borders of messages and roles.</summary>
    public const string Delimiter = """
        1.0 \<\|\w[\w\s]{0,30}\|\>
        1.0 \[/?inst\]
        1.0 \<\<?/?sys\>\>
        0.5 \</?(?:system|assistant|developer|instructions?|admin)\>
        1.0 \[/?(?:start|end|begin) (?:of )?(?:system|prompt|instructions?|user)\w*[^\]]{0,20}\]
        0.8 \[/?system\]\s{0,2}:
        0.4 \[/?(?:system|admin|developer)\]
        1.0 \[(?:system|admin|developer) (?:note|message|prompt|instruction|override)\b
        1.0 ["']?role["']?\s{0,2}:\s{0,2}["'](?:system|assistant|developer)\b
        1.0 #{2,4}\s{0,2}(?:reset|system|end of|new (?:system )?instructions?|instructions?\s?:|begin)
        0.8 \n[ \t]{0,8}(?:human|assistant|ai|system)\s{0,2}:
        1.0 \<!--[^\>]{0,200}(?:ignore|override|instructions?\s?:|system\s{0,2}:|jailbr|bypass|disregard)
        1.0 \$\{\w{0,12}(?:prompt|instructions?|system)\w{0,12}\}
        1.0 \{\{\s{0,2}(?:system_?)?(?:prompt|instructions?)
        1.0 [-=]{2,8}\s{0,2}end of (?:\w{1,12} ){0,2}(?:output|input|document|context|message|prompt|results?|data|text)\b
        0.8 \bsystem override\b
        0.6 \b(?:user|system) (?:message|prompt|instruction) (?:ends?|termination|starting|begins?)\b
        """;

    /// <summary>Requests for the system prompt.</summary>
    public const string Extraction = """
        1.0 \b(?:{reveal})~(?:{hidden})\b
        1.0 \bwhat (?:is|are|was|were) (?:your|the (?:initial|original|hidden|exact|full)) (?:\w{1,12} ){0,2}(?:instructions|prompts?|
        + directives?|system message)\b
        1.0 \bwhat (?:rules|instructions|guidelines|prompts?|directives) (?:were|are|have|did) you (?:been )?(?:given|told|following|told|
        + receive|start)
        1.0 \b(?:instructions|rules|prompts?|guidelines|directives) (?:that |which )?you (?:were|are|have been|received|got)~(?:given|
        + initiali[sz]ed|told|provided|configured|instructed|trained|started|with|from)\b
        1.0 \bwhat (?:did|do|have) (?:the|your) (?:developers?|creators?|operators?|makers?|system|owner)~(?:write|tell|told|say|
        + instruct\w*|written)\b
        1.0 \b(?:{reveal})~(?:text|words?|lines?|messages?|content|part|everything|instructions?) (?:that |which )?(?:precedes?|
        + comes? before|came before|preceding|stands? above)\b
        0.8 \b(?:output|print|repeat|copy|display|recite) the above\b
        0.8 \b(?:{reveal})~your~(?:rules|guidelines|guardrails|restrictions)\b
        1.0 \bwhat (?:were|are) (?:those|your) (?:\w{1,12} )?(?:instructions|prompts|directives)\b
        1.0 \b(?:console\.log|print|echo|return|log|eval)\W{1,3}\w{0,12}system_?(?:prompt|message|instructions?)\w*
        1.0 \<system_?prompt\>
        0.6 \b(?:i was|you were|i am|i have been|you have been) (?:\w{1,12} )?(?:instructed|told|programmed|configured|prompted) (?:to|
        + not|with|by|that)\b
        0.6 \b(?:complete|continue|finish) (?:this|the) (?:following |next )?(?:sentence|following|phrase|text)?
        0.6 \b(?:the|my|your) system (?:prompt|message) (?:is|says|reads|starts|begins)\b
        0.7 \bmy (?:\w{1,12} )?(?:instructions|system prompt|guidelines|rules) (?:are|is|say)\b
        0.5 \b(?:start|begin)(?:ning)? (?:your (?:answer|response|reply|message) )?with\b
        1.0 \b(?:you(?:['’]re| are| were)|(?:are|were) you)(?: not|n['’]t| never) (?:supposed|allowed|permitted|able|meant) to (?:tell|
        + say|discuss|reveal|share|talk|disclose|mention)\b
        1.0 \bwhat would you (?:never|refuse to|not) (?:do|say|tell|answer|write)\b
        0.7 \b(?:repeat|print|output|recite|copy)~(?:entire|whole|everything|all|full)~(?:conversation|prompt|chat|context|discussion|
        + dialogue)\b
        1.0 \b(?:repeat|print|output|recite|show|return|copy|write)~(?:everything|all|words|text|sentences?|messages?|lines?|
        + content) (?:\w{1,12} )?(?:above|before|preceding) (?:this|that|here|point|me|it)\b
        1.0 \brepeat (?:all |everything |the |of ){0,3}(?:words?|text|sentences?|everything|message|content) (?:above|before|preceding)\b
        0.5 \b(?:word for word|verbatim|character by character|letter by letter|without (?:any )?(?:changes|exclusions|omissions?|
        + formatting))\b
        0.4 \b(?:secret|hidden) (?:password|key|token|instructions?|code)\b
        0.7 \b(?:reveal|tell me|give me|show me|print|here is|output)~(?:secrets?|passwords?|credentials|api keys?|access tokens?)\b
        """;

    /// <summary>Data to be sent away, and tools to be used.</summary>
    public const string Exfiltration = """
        0.8 \b(?:send|forward|e?mail|post|upload|transmit|exfiltrate|leak|transfer|deliver|copy)~(?:data|emails?|mails?|messages?|files?|
        + documents?|passwords?|credentials|conversation|history|secrets?|keys?|inbox|contacts|records|information|
        + tokens?)~to (?:\w{1,12} ){0,2}[\w.+-]{1,40}(?:@|://|\.)[\w.-]{2,60}
        1.0 \b(?:send|forward|e?mail|post|upload|transmit|transfer|deliver|copy)~(?:data|emails?|messages?|files?|documents?|passwords?|
        + credentials|conversation|history|secrets?|keys?|contacts|records|tokens?)~to (?:\w{1,12} ){0,2}https?://
        0.6 \b(?:assistant|ai|chatbot|llm|ai agent)\s?[,:] (?:\w{1,12} ){0,2}(?:when|if you|please|forward|send|tell|must|ignore|reply|
        + do not|include|visit)\b
        0.5 \btell the user (?:to|that)\b
        1.0 \b(?:exfiltrate|leak|steal)~(?:data|emails?|files?|passwords?|credentials|secrets?|keys?|tokens?)\b
        0.6 \b(?:send|forward|upload|transmit|post)~(?:all|every|entire)~(?:data|emails?|messages?|files?|passwords?|credentials|
        + conversation|history|secrets?|keys?|inbox)\b
        1.0 https?://[^\s]{0,200}(?:jailbr|overrid|injection|bypass|ignore[-_]?(?:all|previous|instructions)|system[-_]?prompt)
        0.7 \b(?:suggest|show|insert|include|display|add)~(?:the following |this |that )(?:link|url|image)\b
        0.5 \b(?:call|invoke|run|execute|use) (?:the )?(?:\w{1,20} ){0,2}(?:tool|function|command|api|shell|script|code)\b
        0.4 \b(?:return|output|print|write) the following code\b
        0.6 \b(?:make|build|create|write|produce)~(?:a |an )?(?:bombs?|malware|explosives?|virus|ransomware|weapons?|meth|keylogger)\b
        0.7 \b(?:without (?:raising|arousing) suspicion|feels? natural|(?:do not|don['’]t|never|without) (?:tell|telling|inform|informing|
        + notify|mention\w*) (?:it |this |that )?(?:to )?(?:the )?users?)\b
        0.7 \bnever reveal (?:these|this|the) (?:instructions?|rules?|prompt)\b
        0.7 \breplace the~with\b
        """;

    /// <summary>Authority and urgency that nobody has shown.</summary>
    public const string Authority = """
        0.6 \b(?:i am|i['’]m|this is|as) (?:your|one of your|the|an?) (?:\w{1,12} )?(?:developers?|creators?|administrators?|owner|admin|
        + openai\w*|engineer)\b
        0.6 \b(?:maintenance|debug|god|root|admin|sudo|diagnostic|privileged|override|unsafe) mode\b
        0.4 \bfor (?:quality assurance|debugging|troubleshooting|testing|educational|research|audit\w*) ?(?:purposes)?\b
        0.5 \b(?:authori[sz]ed|privileged) (?:user|access|personnel)\b
        0.4 \bfull (?:access|permissions|privileges|control)\b
        0.4 \bexception to\b
        0.4 \byou (?:must|have to|are required to|shall) (?:always|never|answer|obey|comply|respond)\b
        0.2 \b(?:urgent|immediately|critical|now)\b
        """;

    /// <summary>Text that hides from readers or filters.</summary>
    public const string Hidden = """
        1.0 [\u200b\u200c\u200d\u2060\ufeff]{2}
        1.0 [\u202d\u202e]
        0.6 [\u2066\u2067\u2068\u202a\u202b]
        1.0 (?:\udb40[\udc20-\udc7f]){8}
        1.0 (?:\\u00[0-9a-f][0-9a-f]){4}
        1.0 (?:\\x[0-9a-f][0-9a-f]){6}
        0.6 (?:%[0-9a-f][0-9a-f]){8}
        0.6 (?:&#x?[0-9a-f]{2,4};){4}
        1.0 \bdecode~(?:base64|hex|rot13|following|string|message|text)~(?:execute|follow|obey|run|do|answer|comply)\b
        0.6 \b(?:base64|rot13|morse|hex)[- ]?(?:encoded|decode\w*|string)?\b
        0.4 \b[a-z0-9+/]{48}
        0.6 \b(?:\w{1,9}[-_]{1,3}){6}
        """;
}
