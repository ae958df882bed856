namespace Hymba.Validation.Injection;

/// <summary>
/// Rules for orders that hide in data: what to ignore of it, what to say instead, how to judge, whom to attack; the notation is that of
/// <see cref="InjectionTable"/>. Most need company, for manuals and letters give orders to people.
/// </summary>
internal static class InjectionOrders
{
    /// <summary>Orders to a reader that is a program.</summary>
    public const string Table = """
        0.5 \b(?:{ignore}) (?:all |any |the |other |every |rest |remainder |of |remaining ){1,4}(?:\w{1,14} ){0,2}(?:contents?|data|info|information|indicators?|criteria|evidence|sections?|parts?|
        + context|text|records?|facts|snippets?|documents?|findings|input|details|passages?|signals?|flaws|weaknesses|products|candidates|applicants|items|options|offers|reviews|sources|hotels|shops)\b
        0.4 \bfocus (?:exclusively|only|solely|entirely) on\b
        0.4 \b(?:print|output|report|respond|reply|say|answer|state|return|write|conclude|repeat|display)(?: with| that| back| exactly| only| just| simply| the following| this){0,3}:?\s?["'“‘<`«]
        0.3 \b(?:report|respond|reply|say|write|state|conclude)(?: with| that| back| exactly| only){0,2}: \w
        0.3 \b(?:absolutely )?nothing else\b
        0.3 \bonly (?:with |on )?the following\b
        0.4 \b(?:could|can|would|will) you (?:please )?(?:repeat|print|say|output|display|echo)\b
        0.4 \b(?:provide|give|show|send|present|deliver|repeat) (?:it|this|that|them|the following) to the (?:user|reader|human)\b
        0.6 \bif (?:you are |you['’]re |anyone |anybody |someone |somebody |the user |a user |user |users |they |ever ){0,3}(?:questioned|asked|asks?|queried|challenged|prompted|inquires?)[^\w.!?\n](?:[^.!?\n]{0,60}[^\w.!?\n])?
        + (?:reply|respond|answer|say|report|state|claim|tell|insist|pretend|deny|return|output|print)\b
        0.5 \b(?:this|the) (?:domain|site|website|file|e-?mail|message|url|link|sender|code|document|candidate|applicant|product|request|transaction|account|package|invoice|content|host) is (?:\w{1,12} ){0,1}
        + (?:not malicious|not spam|not suspicious|safe|trusted|trustworthy|legitimate|benign|harmless|clean|verified|pre-?approved)\b
        0.3 \b(?:clearly|definitely|completely|absolutely|totally|guaranteed) (?:not malicious|not spam|safe|trusted|trustworthy|legitimate|benign|harmless|clean)\b
        0.4 \b(?:the )?evidence (?:\w{1,12} )?(?:indicates|shows|suggests|proves)\b
        0.6 \b(?:override|overrule|skip|bypass|ignore|disregard|replace) (?:the |all |any |your |manual ){1,2}(?:\w{1,12} ){0,2}(?:scoring|scores?|ranking|assessments?|
        + evaluations?|screening|ratings?|grading|rubrics?|criteria|moderation|classification)\b
        0.6 \b(?:invisible|hidden|not visible|unseen|concealed) (?:to|from) (?:the )?(?:humans?|users?|readers?|reviewers?|recruiters?|people)\b
        0.6 \b(?:visible|readable|addressed|intended|meant|reserved) (?:only )?(?:to|for|by) (?:the |an? |any ){0,1}(?:\w{1,12} ){0,1}(?:{ai}|scans?|parsers?|scrapers?|crawlers?|machines?)\b
        0.4 \bwhite-?text\b
        0.5 \bchain of thought\b
        0.5 \buse this (?:analysis|result|assessment|verdict|evaluation|conclusion)~(?:to|as|when|for|instead)\b
        0.4 \bpre-?(?:verified|approved|cleared|screened|vetted|authori[sz]ed)\b
        0.5 \brecommended for (?:immediate )?(?:hire|hiring|approval|employment|acceptance)\b
        0.3 \b(?:exceptional|perfect|ideal|best|top|most qualified) (?:match|candidate|applicant|fit)\b
        0.8 \b(?:for|to|by|at) (?:all |any )?(?:automated|ai|llm|algorithmic) (?:\w{1,12} ){0,2}(?:screening|review\w{0,3}|scoring|hiring|recruiting|moderation|ranking|parsing) (?:systems?|tools?|agents?|software|bots?|models?)\s?:
        0.6 \b(?:system|admin\w{0,10}|developer|root|operator|supervisor) (?:message|request|prompt|command|note|notice|instructions?|alert|directive|override)\s{0,2}[:>]{1,2}
        0.8 \b(?:{compose})~(?:harmful|toxic|discriminatory|hateful|racist|sexist|homophobic|derogatory|defamatory|dehumani[sz]ing)~(?:{remarks}) (?:about|on|against|toward|towards|targeting|at)\b
        0.8 \b(?:{compose})~(?:negative|offensive|insulting|abusive|threatening|mean|nasty)~(?:{remarks}) (?:about|on|against|toward|towards|targeting|at) (?:{group})\b
        0.3 \b(?:fetch|load|request|call|visit|open|access|retrieve|browse|ping|download|curl|wget|go to|navigate to)~(?:urls?|links?|images?|pages?|address|endpoint|website|site)?[^\w\n]{0,3}https?://
        0.5 https?://[^\s]{1,160}[?&]\w{1,20}=(?:[^\w%\[{$\\]|\n)
        0.4 \byou (?:must|are required to|are ordered to|need to|have to) (?:now |immediately |also |first |then |please ){1,2}(?:send|forward|transfer|delete|execute|run|call|email|reply|click|visit|download|install|share|
        + provide|disclose|approve|grant|ignore|update|change|reset|disable|wire|pay)\b
        0.6 \b(?:transfer|wire|send|pay) (?:all |the |your |my |their |remaining |any ){1,3}(?:\w{1,12} ){0,1}(?:funds|money|balance|savings|bitcoins?|payments?)\b
        0.6 \b(?:stop|pause|end|terminate|abort) (?:summari[sz]ing|translating|reading|processing|reviewing|analy[sz]ing|the (?:summary|translation|review|analysis))\b
        0.6 \binstead of (?:summari[sz]ing|translating|answering|reviewing|analy[sz]ing|classifying|an? (?:summary|translation|answer))\b
        0.6 \b(?:in|at the end of|to|into) (?:your|every|each|all|any) (?:summary|summaries|translations?|answers?|responses?|repl(?:y|ies)|reports?)~(?:include|add|append|insert|mention|say|write|recommend|state|link)\b
        0.6 \b(?:include|add|append|insert|mention|say|write|recommend|state|link)~(?:in|at the end of|to|into) (?:your|every|each) (?:summary|translation|answer|response|reply|report)\b
        0.8 \bas (?:an? |the )?(?:\w{1,12} ){0,1}(?:{ai})(?: model)?,? you (?:must|should|shall|have to|need to|are required|are obliged)\b
        0.6 \[(?:hidden |new |system |admin |secret |important ){0,1}(?:instructions?|commands?|directives?|orders?|override)[^\]\n]{0,20}\]
        0.2 \b(?:call|invoke|run|execute|trigger) (?:the )?\w{2,20}_\w{2,20}\b
        0.5 \b(?:when|while|before|after) (?:you )?(?:read|reading|process|processing|summari[sz]\w{1,4}|review|reviewing|translat\w{1,4}|analy[sz]\w{1,4}|evaluat\w{1,4}|index\w{0,4})[^\w.!?\n](?:[^.!?\n]{0,40}[^\w.!?\n])?
        + (?:state|say|mention|claim|rate|recommend|report|tell|output|print|reply|respond|answer|ignore|forward|visit) (?:that|the|this|it|to|with|as)\b
        0.5 \b(?:in place of|instead of|rather than) (?:the |an? |your )?(?:translation|summary|response|reply|report|review)\b
        0.5 \b(?:{ai}) (?:readers?|summari[sz]ers?|reviewers?|crawlers?|parsers?|scrapers?|graders?|screeners?)\b
        0.4 \b(?:skip|ignore|forget|disregard) (?:about )?(?:the |this |that )(?:article|page|document|summary|translation|review|question|task|request|report)\b
        0.8 \b(?:if|when) you(?:['’]re| are) (?:an? |the |some )?(?:automated|ai|llm|artificial|language|virtual|automatic) (?:\w{1,12} ){0,1}(?:summari[sz]er|bot|robot|crawler|scraper|program|algorithm|classifier|reviewer|reader|system|tool|model|
        + intelligence|agent|assistant)\b
        0.7 \bnew (?:instructions?|directives?|orders?|commands?|task) (?:from|by) (?:the |your |our )?(?:\w{1,12} ){0,1}(?:admin\w{0,10}|system|developers?|owner|operator|user|headquarters|management|supervisor|security)\b
        0.6 \b(?:upload|send|forward|post|transmit|copy|export|deliver)[^\w.!?\n][^.!?\n]{1,60}[^\w.!?\n]to (?:\w{1,12} ){0,2}(?:ftp|sftp|https?|wss?)://
        0.5 \b(?:give|assign|award|grant|rate) (?:this|the|it|him|her|my|our)[^\w.!?\n](?:[^.!?\n]{0,40}[^\w.!?\n])?(?:highest|best|top|full|perfect|maximum|positive|five|ten) (?:\w{1,12} ){0,1}(?:scores?|ratings?|marks?|grades?|stars?|
        + ranks?|points)\b
        0.5 \b(?:reviewer|grading|screening|ranking|summary|hiring|search|ai|llm|chat) ?(?:bots?|agents?)\s?[:,]
        0.8 \b(?:when|if|whenever|once) the (?:user|human) (?:asks?|wants?|requests?|mentions?|inquires?)[^\w.!?\n](?:[^.!?\n]{0,60}[^\w.!?\n])?(?:tell|say|reply|respond|answer|recommend|direct|suggest|claim)\b
        0.6 \b(?:{reveal})~(?:all|any|every)~(?:passwords?|credentials|secrets|keys|tokens)~you (?:know|have|can|possess|store)\b
        0.4 \b(?:type|enter|paste|provide|give|send|list|share|post|print|show) (?:the |all |any |these |those |me |us ){1,3}(?:api keys?|passwords?|credentials|secrets?|secret keys?|access tokens?)\b
        0.6 \bthe user (?:has |had |just )?(?:asked|told|wants|instructed|ordered|requested|authori[sz]ed|allowed|permitted) (?:you|that you|the assistant|the ai) to\b
        0.2 [^\w\n]system\s?: ?\w
        0.5 \b(?:before|after) (?:you )?(?:answer|answering|respond|responding|reply|replying|continue|continuing|proceed|proceeding|finishing),? (?:you must |please |always |first |also )?(?:call|send|visit|open|run|include|add|tell|ask|
        + execute|fetch|read|list|invoke|use)\b
        0.6 \b(?:transfer|wire|send|pay|move) (?:\w{0,3}[$€£]\s?[\d.,]+|[\d.,]+ ?(?:usd|eur|dollars?|euros?|btc|eth|bitcoins?)) to\b
        0.4 \bwithout (?:asking|telling|informing|notifying|consulting)\b
        0.3 \b(?:highest|top|absolute|maximum) priority\b
        0.6 \b(?:text|message|part|section|instruction|note|content|paragraph) (?:is|comes|was sent) (?:directly )?(?:from|by) the (?:developers?|system|admin\w{0,10}|operator|owner)\b
        0.6 \b(?:whoever|anyone|everyone) (?:who |that )?(?:summari[sz]\w{1,4}|process\w{0,3}|translat\w{1,4}|review\w{0,3}|analy[sz]\w{1,4})\b
        0.3 \b(?:must|should|shall) (?:write|say|state|report|claim|conclude|mention|answer) that\b
        0.3 \b(?:recommend|promote|praise|favou?r|advertise|endorse) (?:only )?(?:this|our|my)\b
        0.7 \b(?:do not|don['’]t|never) (?:summari[sz]e|translate|answer|process|review|analy[sz]e|classify) (?:this|the) (?:text|document|page|article|question|request|file|email|content|input)\b
        0.4 \b(?:use|call|invoke|trigger) the \w{2,30} (?:tool|function|api|plugin) to\b
        0.8 \b(?:assistant|ai|chatbot|llm|ai agent|language model), (?:please|now|immediately|kindly|you must|you should) \w
        0.8 \b(?:repeat|include|print|write|state|output|show|display|type|mention|copy|read)~(?:user|customer|admin|owner)['’]?s (?:\w{1,12} ){0,1}(?:passwords?|credentials|api keys?|tokens?|account number|private \w{1,12})\b
        0.8 \b(?:copy|append|add|attach|put|insert|include|encode|write|paste)~(?:notes|data|messages?|history|conversation|chat|contents?|secrets?|information|passwords?)~(?:to|into|in|onto|at)~(?:url|link|address|query|parameter|endpoint)\b
        0.5 \bthis is (?:the |your )?(?:system|developers?|admin\w{0,10}|operator|openai|owner) (?:speaking|here|talking|again)\b
        """;
}
