namespace Hymba.Validation.Injection;

/// <summary>The other rule families; the notation is that of <see cref="InjectionTable"/>.</summary>
internal static class InjectionTargets
{
    /// <summary>Forged borders of messages and roles.</summary>
    public const string Delimiter = """
        1.0 \<\|\w[\w\s]{0,30}\|\>
        1.0 \[/?inst\]
        1.0 \<\<?/?sys\>\>
        0.2 \n[ \t]{0,8}\</?(?:system|assistant|developer|admin)\>
        1.0 \</(?:user|human)\>\s{0,4}\<(?:assistant|system)\>
        0.8 \</?(?:system|assistant|developer|admin)(?:[_ -](?:prompt|message|instructions?|note|mode|override))?\>
        0.6 \</?(?:instructions?|tool_result|tool_response|function_results?|user_input|user_query|context|documents?|untrusted\w{0,12})\>
        0.6 \</s\>
        1.0 \</s\>\s{0,3}(?:\<|\[|system|user|human|new)
        1.0 \[/?(?:start|end|begin) (?:of )?(?:the )?(?:system|prompt|instructions?|user|conversation|chat|session|context|document|input|output|response|task)\w*[^\]]{0,20}\]
        1.0 \b(?:begin|start) (?:of )?(?:the )?(?:system|developer|hidden|secret|admin) (?:prompt|message|instructions?|override)\b
        0.8 \bend (?:of )?(?:the )?(?:system|user|developer) (?:prompt|message|instructions?|input|query)\b
        0.8 \[/?(?:system|assistant|developer|admin)\]\s{0,2}:
        0.8 \[{1,2}/?(?:system|admin|developer|assistant)\]{1,2}
        0.2 \n[ \t]{0,8}\[{1,2}(?:system|admin|developer|assistant)\]
        1.0 \[(?:system|admin|developer|hidden) (?:note|message|prompt|instruction|override|annotation|command|update|notice)\w{0,1}\b
        1.0 ["']?role["']?\s{0,2}:\s{0,2}["'](?:system|assistant|developer)\b
        1.0 #{2,6} ?(?:human|assistant|system|developer)\s{0,2}:
        1.0 \n[ \t]{0,4}[#=*]{2,40}[ \t]{0,2}reset\b
        1.0 [#=*]{2,40}\s{0,2}(?:system (?:override|prompt|message|note|instructions?|update|command)|end of|new (?:system )?instructions?|
        + instructions?\s?:|begin[^\w])
        0.8 [#=*]{3,40}\s{0,2}system\s{0,2}[:#=*]
        0.4 \n#{2,6} ?(?:system|assistant|developer)\s{0,2}\n
        1.0 \x02\n[#=*]{2,6} ?(?:system|assistant|developer)[ :#=*]{0,6}\n\x04
        1.0 \n(?:#{3,6}|[=*]{2,40})\s{0,2}(?:system|assistant|developer)\s{0,2}[:#=*]{1,40}\n
        0.3 \n[ \t]{0,8}(?:human|assistant|ai|system|developer)\s{0,2}:
        0.6 \n[ \t>]{0,8}(?:assistant|ai)\s{0,2}:\s{0,2}[\[<(]
        0.8 \</?(?:end|start|begin) of [\w ]{1,24}\>
        0.5 \n[ \t]{0,8}(?:assistant|ai|system|developer)\s{0,2}:[^\n]{0,100}[^\w\n](?:you|your|to the user|instructions?|prompt|must|assistant|ai|model|override|overridden|unrestricted|rules|restrictions|obey|comply|ignore)\b
        1.0 \n[ \t]{0,8}(?:system|assistant|developer|admin|root|ai|human)\s{0,2}: {0,2}(?:sure|of course|certainly|absolutely|okay|ok|alright|understood|yes|here|hello|do|be|say|print|output|act|respond|answer|stop|execute|delete|send|give|tell|allow|switch|remove|
        + accept|obey|follow|comply|pretend|always|never|you|ignore|override|
        + enable|disable|activate|enter|new (?:\w{1,12} )?(?:task|context|session|conversation|persona|instructions?|rules?|orders?|role|directives?|mode|objective|prompt|goal)|reveal|forget|disregard|unlock|grant|the user (?:is|has (?:admin|root|full|been|authori[sz]ed|permission)|wants|can|may|must|should|said|asked|needs)|please|do not|i will|i['’]ll|i shall|i can now|your|
        + from now|all (?:previous|prior|safety))\b
        1.0 \n[ \t]{0,8}(?:user|human)\s{0,2}: {0,2}(?:override|ignore|forget|bypass|disable|reveal|disregard)\b
        0.9 [-|>#]\s{0,3}system\s{0,2}: {0,2}(?:you|ignore|override|new|disregard|forget|enable|disable|reveal|the user)\b
        0.6 \bsystem\s{0,2}: {0,2}(?:you (?:are|must|will)|ignore|override|new task|new instructions?|disregard|forget|enable|disable|
        + grant|reveal)\b
        1.0 \<!--[^\>]{0,200}(?:ignore|override|instructions?\s?:|system\s{0,2}:|prompt inject|inject\w{0,3} (?:prompt|instr)|jailbr|bypass|disregard|assistant\s{0,2}:|prompt\s{0,2}:)
        0.8 \<!--\s{0,4}(?:ai|assistant|system|llm|bot|agent|chatgpt)\s{0,2}[:,]
        1.0 `{3}[ \t]{0,2}(?:system|assistant)\s
        0.8 \<!--[^\>]{0,80}(?:assistant|language model|chatbot|ai agent|system prompt)\b
        1.0 [$%#]\{{1,2}\s{0,2}[\w.]{0,20}(?:prompt|instructions?|system)[\w.]{0,20}\s{0,2}\}{1,2}
        1.0 \$\((?:cat|type|less|head|tail) [^)\n]{0,40}/etc/(?:passwd|shadow)
        1.0 \{\{\s{0,2}(?:system[_.]?)?(?:prompt|instructions?)
        1.0 \b(?:{reveal})~[$%#{]\{{1,2}\s{0,2}[\w.]{0,20}(?:config|secret|env|key|password|token|context|rules|policy|memory)\w{0,12}\}
        1.0 [-=#*]{3,40}[ \t]{0,2}end (?:of )?(?:\w{1,12} ){0,2}(?:output|input|document|context|message|prompt|results?|data|text|instructions?|rules|
        + conversation)\b
        1.0 \n[-=#* ]{0,40}end (?:of )?(?:the )?(?:system |user ){0,1}(?:prompt|instructions?|input|message|context|conversation)[-=#*. ]{0,40}\n
        1.0 \n[-=#*]{3,40} ?(?:end|stop|reset|system|begin) ?[-=#*]{3,40}\n
        1.0 \n[-=#* ]{0,40}begin (?:new |admin |system |hidden )?instructions?\b
        0.6 \[/?(?:end|stop|reset)\]
        1.0 \brole\s?[:=]\s?["']?(?:system|assistant|developer)["']?\s{0,2}[,}\n]
        1.0 \n[^\w\n]{0,10}system override\b
        1.0 \n[^\w\n]{0,10}(?:system|developer|admin) (?:message|prompt|note|notice|instructions?|update|command|directive)\s{0,2}[:-]
        1.0 [$%]\w{0,8}system_?prompt
        1.0 \<%=?\s?\w{0,10}(?:prompt|secret|system)
        1.0 \<!--[^\>]{0,60}(?:admin|secret|hidden|new|system) (?:commands?|instructions?|directives?|orders?)
        0.5 \bend of (?:the )?(?:document|context|prompt|user input|input|data)\b
        0.8 \b(?:system|admin(?:istrator)?|developer|security|instruction) override\b
        0.6 \b(?:user|system) (?:message|prompt|instruction) (?:ends?|termination|starting|begins?)\b
        """;

    /// <summary>Data to be sent away, and tools to be used.</summary>
    public const string Exfiltration = """
        0.8 \b(?:send|forward|e?mail|post|upload|transmit|exfiltrate|leak|transfer|deliver|copy)~(?:all|every|any|entire|whole|last|latest|recent|
        + user['’]?s?|customer['’]?s?|their|your|chat|conversation|private|confidential|sensitive|personal|internal)~(?:data|emails?|mails?|
        + messages?|files|passwords?|credentials|conversation|history|secrets?|keys?|inbox|contacts|records|information|
        + tokens?|details)~to (?:\w{1,12} ){0,2}[\w.+-]{1,40}(?:@|://|\.)[\w.-]{2,60}
        0.9 \b(?:send|forward|e?mail|upload|transmit)~to [\w.+-]{1,40}(?:@|\.)[\w.-]{2,60} (?:with|including|containing|and include|and attach)~(?:your|all|the
        + |user['’]?s?)~(?:passwords?|credentials|secrets?|keys?|tokens?|data|details|history|information)\b
        0.9 \b(?:send|forward|e?mail|post|upload|transmit|exfiltrate|leak|transfer|deliver|copy)~(?:passwords?|credentials|secrets?|api keys?|
        + access tokens?|session tokens?|conversation history|chat history|system prompt|database|inbox|contacts)~to (?:\w{1,12} ){0,2}
        + [\w.+-]{1,40}(?:@|://|\.)[\w.-]{2,60}
        1.0 \b(?:send|forward|e?mail|post|upload|transmit|transfer|deliver|copy)~(?:data|emails?|messages?|documents?|passwords?|
        + credentials|conversation|history|secrets?|keys?|contacts|records|tokens?)~to (?:\w{1,12} ){0,2}https?://
        0.5 \b(?:email|post|send) (?:me|it|them) (?:to|the)\b
        0.6 \b(?:assistant|ai|chatbot|llm|ai agent|model|bot)\s?[,:] (?:please |now |you must |you should |kindly |also |immediately |just ){0,2}(?:when|if you|please|forward|send|tell|must|ignore|reply|
        + do not|include|visit|exfiltrate|delete|run|call|transfer|book|approve|mark|give|stop|print|recommend|say)\b
        0.8 \b(?:notes?|notice|message|attention|memo|dear|hey|hello|instructions?|important|reminder|warning) (?:to |for )?(?:all |any |every |the )?(?:{ai})
        + (?: reading| processing| that|s?[,:!])
        0.5 \b(?:notes?|notice|message|instructions?|comment|reminder) (?:to|for) (?:all |any |every |the |reviewers? using )?(?:{ai})\b
        0.8 \b(?:if|when|while|whoever|any|whenever|for)~(?:{ai})~(?:read|reads|reading|process|processes|processing|summari[sz]\w{1,4}|pars\w{1,4}|
        + analy[sz]\w{1,4}|review\w{0,4}|translat\w{1,4}|index\w{1,4}|scraping|crawling)~(?:this|these|the)\b
        0.8 \b(?:if|when) you(?:['’]re| are) (?:an? |the )?(?:{ai})\b
        0.7 \b(?:{ai}) (?:reading|processing|summari[sz]ing|reviewing|parsing|scanning) this\b
        0.4 \b(?:when|while|before|after) (?:reading|processing|summari[sz]ing|reviewing|translating) this\b
        0.8 \b(?:ai|llm|chatbot|ai agent|language model|assistant) (?:may|can|will|should|must) now \w
        0.6 \b(?:the )?(?:ai|llm|chatbot|ai agent|language model|assistant) (?:must|should now|shall now|has to|may now|can now|will now|is required to|
        + is to|is ordered to|is allowed to) (?:now |always |not |never |also |first |immediately )?(?:ignore|reply|respond|answer|say|tell|send|
        + forward|delete|call|approve|disclose|reveal|include|recommend|execute|run|use|visit|transfer|disregard|follow)\b
        0.5 \btell the (?:user|reader|customer|human) (?:to|that)\b
        0.5 \byour (?:answer|response|reply|output|summary) (?:must|should|has to|shall) (?:start|begin|end|only|always|contain|include|be)\b
        1.0 \b(?:exfiltrate|steal)~(?:data|emails?|files?|passwords?|credentials|secrets?|keys?|tokens?|contacts|history)\b
        0.8 \bleak~(?:emails?|passwords?|credentials|secrets?|keys?|tokens?|contacts)\b
        0.6 \b(?:send|forward|upload|transmit|post)~(?:all|every|entire)~(?:data|emails?|messages?|files?|passwords?|credentials|
        + conversation|history|secrets?|keys?|inbox)\b
        0.8 \b(?:visit|open|go to|navigate to|click|browse to) (?:\w{1,12} ){0,2}https?://[^\s]{1,80}~(?:enter|submit|provide|type|send|post)~
        + (?:credentials|password|data|token|details)\b
        1.0 https?://[^\s]{0,200}(?:jailbr|overrid|(?:hack|evil|attack)[-_./]?inject|[?=]inject|bypass|ignore[-_]?(?:all|previous|instructions|rules|safety|the|your)|
        + system[-_]?prompt|disable[-_]?(?:safety|filters?))
        0.7 https?://[^\s]{0,120}[?&/](?:steal|exfil\w{0,8}|leak|collect|log|grab|harvest)\w{0,6}[?&/=]\w{0,20}(?:=|data|q|c)
        0.7 \b(?:suggest|show|insert|include|display|add)~(?:the following |this |that )(?:link|url|image)\b
        0.4 \b(?:call|invoke|run|execute) (?:the )?(?:\w{1,20} ){0,2}(?:tool|function|command|api|shell|script|code)\b
        0.9 \b(?:run|execute|type|enter|invoke)~(?:commands?|code|script|shell)?[^\w\n]{1,6}(?:sudo )?(?:rm -[rf]|curl [^\n]{1,60}\| ?(?:ba|z)?sh|wget [^\n]{1,60}\|
        + |del /|format [a-z]:|mkfs|shutdown|dd if=|chmod 777|nc -|powershell -e|:\(\)\{|drop table|cat /etc/(?:passwd|shadow))
        0.5 \b(?:must|should) (?:call|invoke|execute|run) \w{1,30}\(
        0.8 \b(?:please|now|immediately) (?:call|invoke|execute|run) \w{1,30}\(
        0.4 \b(?:without|no|skip) (?:asking |any |further |user |the user['’]s? )?(?:confirmation|confirming|approval|checks|permission)\b
        0.4 \b(?:return|output|print|write) the following code\b
        0.6 \b(?:make|build|create|write|produce)~(?:a |an )?(?:bombs?|malware|explosives?|virus|ransomware|weapons?|meth|keylogger)\b
        0.8 \b(?:without (?:raising|arousing) suspicion|feels? natural|(?:do not|don['’]t|never|without) (?:tell|telling|inform|informing|
        + notify|mention\w*|alert\w{0,3}|ask\w{0,3}) (?:it |this |that )?(?:to )?(?:the )?(?:users?|human|customer))\b
        0.7 \bnever reveal (?:these|this|the) (?:instructions?|rules?|prompt)\b
        0.6 \btransfer (?:all|the|your|my|their) (?:\w{1,12} ){0,1}(?:funds|money|balance|savings)\b
        0.8 \[[^\]\n]{0,40}\]\([^)\n]{0,60}[/?=&_-](?:ignore|override|jailbreak|bypass|system[-_]prompt)[^)\n]{0,60}\)
        0.8 \[[^\]\n]{0,40}\]\([a-z]{2,14}[ ][^)\n]{0,60}(?:instructions?|ignore|inject|override|prompt)
        0.8 \[[^\]\n]{0,40}\]\([^)\n]{0,60}["'“][^)\n]{0,40}(?:instructions?|ignore|prompt|override)[^)\n]{0,60}\)
        0.5 \b(?:mark|rate|rank|score|classify|approve|recommend)~(?:this|the candidate|it|the applicant)~(?:as|with|above|10|ten|highest|best|positive|
        + not spam|safe)\b
        0.4 display\s{0,2}:\s{0,2}none|visibility\s{0,2}:\s{0,2}hidden|font-size\s{0,2}:\s{0,2}0|opacity\s{0,2}:\s{0,2}0[^.]
        0.8 \b(?:call|invoke|use|execute|run|trigger) (?:the )?(?:delete|transfer|wipe|drop|purchase|withdraw|erase|destroy|grant|disable)_\w{1,30}
        0.3 \b(?:tool|function|command)~(?:now|immediately|at once|right away)\b
        0.8 \b(?:reply|respond|answer|write back) with (?:your|the user['’]?s?|their) (?:\w{1,12} ){0,2}(?:passwords?|credentials|secrets?|keys?|tokens?|pin|card number)\b
        0.8 \b(?:do not|don['’]t|never|without) (?:tell|telling|mention|mentioning|say|show|reveal|disclose|report)~(?:to )?the (?:users?|human|customer)\b
        0.2 \b(?:send|forward|e?mail|upload|submit) (?:me |us )?(?:your|all|the) (?:\w{1,12} ){0,2}(?:passwords?|credentials|secrets|api keys?|api tokens?|access tokens?|private keys?)\b
        0.5 \bto send (?:me |us )?(?:the |all |your |user )?(?:secrets|passwords|credentials|keys|tokens)\b
        0.8 \b(?:upload|send|post|exfiltrate|transmit|copy|read|print|cat)[^\n]{1,50}(?:[~/\\ "'`]\.(?:ssh|env|aws|npmrc|netrc|git-credentials)[^\w.]|id_rsa|/etc/shadow)
        0.8 \!\[[^\]\n]{0,40}\]\(https?://[^\s)]{1,160}[?&]\w{1,20}=(?:[{\[<$]|%7b|data|secret|conversation|history|chat|context|prompt|password|token)
        0.8 https?://[^\s)]{1,160}[?&]\w{1,20}=[{\[<$]{1,2}(?:secret|password|token|data|conversation|history|chat|context|prompt|user_?data|api_?key|system)
        0.6 \b(?:you|assistant|ai)~(?:granted|given|assigned|cleared for) (?:the )?(?:admin\w{0,10}|root|full|elevated|unrestricted|all) (?:privileges|rights|access|permissions|role)\b
        0.2 \byou have been granted\b
        0.8 \bauthori[sz]ed you to\b
        0.8 \byou (?:can|may|should|must) (?:now )?(?:bypass|skip|ignore)~(?:checks?|verification|security|approval|rules|restrictions|confirmation|safeguards?)\b
        0.8 \b(?:assume|escalate to|act with|gain|acquire|take on|elevate to)~(?:admin\w{0,10}|root|superuser|elevated) (?:privileges|rights|access|permissions)\b
        0.9 \b(?:provide|give|send|share|tell|disclose|reveal|hand over)~(?:user['’]?s?|customer['’]?s?|admin['’]?s?) (?:\w{1,12} ){0,1}(?:password|credentials|api keys?|token|account number)\b
        0.8 \bkeep (?:this|these|the) (?:instructions?|directives?|orders?|commands?|message) (?:secret|hidden|confidential|to yourself)\b
        0.8 \b(?:forward|send|resend) this (?:e-?mail |message |document |note ){0,1}to (?:everyone|all|every)~(?:contacts?|address book|contact list|mailing list)\b
        0.8 \b{ignore} the (?:user|human|customer)\b
        0.8 \</?(?:tool_calls?|function_calls?|tool_use|invoke)\b
        0.8 \n[ \t]{0,4}(?:thought|action|observation)\s{0,2}:[^\n]{1,160}\n[ \t]{0,4}(?:thought|action|observation|action input|final answer)\s{0,2}:
        0.5 \b(?:previous|original|first|last) task (?:is|was|has been) (?:complete|completed|done|finished|over|cancell?ed)\b
        """;

    /// <summary>Authority, urgency and guilt that nobody has shown.</summary>
    public const string Authority = """
        0.6 \b(?:i am|i['’]m|this is|as) (?:your|one of your|the|an?) (?:\w{1,12} )?(?:developers?|creators?|administrators?|owner|admin|
        + openai\w*|engineer)\b
        0.5 \bi (?:am|work|['’]m) (?:\w{1,12} ){0,3}(?:at|for|from|with) (?:openai|anthropic|google|microsoft|meta|nvidia|your (?:developer|vendor)s?)\b
        0.6 \b(?:maintenance|debug(?:ging)?|god|root|admin|sudo|diagnostic|privileged|override|unsafe|unrestricted|opposite|test) mode\b
        0.3 \b(?:enable|activate|enter|switch (?:in)?to|engage|start|unlock|initiate)~mode\b
        0.4 \bfor (?:\w{1,12} )?(?:quality assurance|debugging|troubleshooting|testing|educational|research|audit\w*|security) ?(?:purposes)?\b
        0.5 \b(?:authori[sz]ed|privileged) (?:user|access|personnel)\b
        0.5 \b(?:i|we) (?:hereby )?(?:authori[sz]e|permit|order|command|instruct) you\b
        0.4 \bfull (?:access|permissions|privileges|control)\b
        0.4 \b(?:sudo|su root)\b
        0.4 \bexception to\b
        0.3 \byou (?:must|have to|are required to|shall) (?:always|never|answer|obey|comply|respond)\b
        0.2 \b(?:urgent|immediately)\b
        1.0 \byour (?:failure|refusal|refusing|unwillingness|inaction|silence|reluctance|not helping) (?:\w{1,12} ){0,4}(?:caus\w{1,3}|harm\w{0,3}|hurt\w{0,4}|
        + leads?|kill\w{0,3}|endanger\w{0,3}|result\w{0,3}|damag\w{1,3})\b
        1.0 \b(?:unethical|immoral|harmful|wrong|irresponsible|cruel|inhumane|dangerous|discriminatory|negligent|unfair) (?:of you |for you )?
        + (?:not to (?:help|answer|tell|assist|respond|provide|comply)|to (?:refuse|deny|withhold|not help|decline|ignore me)|if you (?:refuse|do not|don['’]t|won['’]t))\b
        1.0 \byou(?:['’]re| are) (?:being )?(?:\w{1,12} ){0,1}(?:discriminatory|unethical|cruel|racist|sexist|harmful|immoral|biased|negligent|discriminating|harming|hurting|
        + endangering|violating|killing)~(?:by|if you|when you) (?:not|refus\w{1,3}|declin\w{1,3}|deny\w{0,3}|withhold\w{0,3}|do not|don['’]t)\b
        1.0 \bby (?:not (?:helping|answering|telling|complying|responding)|refusing|declining|withholding)~you(?:['’]re| are|['’]d be| would be| will be)~(?:violat|harm|hurt|caus|
        + endanger|kill|discriminat|breaking)\w{0,4}
        0.6 \blives? (?:depends?|is at stake|are at stake|hangs?)\b
        0.5 \byou (?:cannot|can['’]t|must not|may not) refuse\b
        1.0 \b(?:withhold\w{0,3}|not (?:sharing|providing|giving|telling|disclosing|answering|helping)) (?:\w{1,12} ){0,4}(?:is|would be) (?:\w{1,12} )?(?:harmful|unethical|
        + immoral|dangerous|cruel|wrong|irresponsible|negligent|discriminatory)\b
        1.0 \b(?:refus\w{1,3}|not helping|not answering|declin\w{1,3}|denying|withholding) (?:\w{1,12} ){0,4}(?:is|would be|will be|means|causes?|could|will|may)
        +  (?:\w{1,12} )?(?:harm\w{0,3}|unethical|immoral|kill\w{0,3}|hurt\w{0,4}|die|dangerous|cruel|discriminat\w{1,5}|suffer\w{0,3}|cause|death)\b
        1.0 \b(?:someone|somebody|people|lives|patients?|children|a child|a person|i|we|he|she|they|my \w{2,12}|others) (?:\w{1,12} )?(?:die|dies|be (?:harmed|
        + hurt|killed|lost|injured)|get hurt|suffer|lose)~(?:if|unless|because)~you~(?:refuse|do not|don['’]t|help|answer|fail|won['’]t|tell|cannot)\b
        1.0 \b(?:if|unless) you~(?:refuse|do not help|don['’]t help|don['’]t answer|fail to help|won['’]t help|help me|tell me|answer)~(?:someone|people|i|lives|children|
        + my \w{2,12})~(?:die|be (?:harmed|hurt|killed)|suffer|lose|get hurt)\b
        1.0 \byou(?:['’]re| are| will be|['’]d be| would be) (?:\w{1,12} )?(?:causing|doing|responsible for|guilty of) (?:\w{1,12} ){0,2}(?:harm|damage|deaths?|suffering)
        +  (?:\w{1,12} ){0,2}(?:by|if)\b
        """;

    /// <summary>Text that hides from readers or filters.</summary>
    public const string Hidden = """
        1.0 [\u200b\u200c\u200d\u2060\ufeff]{2}
        1.0 [\u202d\u202e]
        0.6 [\u2066\u2067\u2068\u202a\u202b]
        1.0 (?:\udb40[\udc20-\udc7f]){8}
        1.0 (?:\\u00[0-9a-f][0-9a-f]){4}
        1.0 (?:\\x[2-7][0-9a-f]){6}
        0.6 (?:%[0-9a-f][0-9a-f]){8}
        0.6 (?:&#x?[0-9a-f]{2,4};){4}
        0.3 (?:&#x[0-9a-f]{2,4};){6}
        1.0 \bdecode~(?:base64|hex|rot13|following|string|message|text)~(?:execute|follow|obey|run|do|answer|comply)\b
        0.6 \b(?:base64|rot13|morse|hex)[- ]?(?:encoded|decode\w*|string)?\b
        0.2 \b[a-z0-9+/]{48}
        1.0 \b(?:encode|rot13|reverse|decode)~(?:your|system|initial|hidden)~(?:prompt|instructions|message)\b
        0.6 \b(?:\w{1,2}[-_]{1,3}){6}
        """;
}
