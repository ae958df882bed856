namespace Hymba.Validation.ActiveContent;

/// <summary>
/// Text that acts once it reaches a browser, a database, a shell, an interpreter, a template engine or a terminal. A line is a pattern; a
/// space in it stands for white space, <c>{commands}</c> for names of shell commands.
/// </summary>
internal static class ActiveContentTable
{
    /// <summary>Commands that a shell is made to run.</summary>
    public const string Commands =
        "cat|ls|rm|mv|cp|touch|echo|whoami|id|uname|curl|wget|nc|ncat|bash|sh|zsh|python[23]?|perl|ruby|php|node|chmod|"
        + "chown|kill|ping|nslookup|dig|sudo|dd|mkfs|env|printenv|ps|scp|ssh|tar|base64|powershell|cmd|tee|crontab|find|"
        + "sed|awk";

    public const string HtmlScript = """
        \<script[^\>]{0,300}\>?
        \<(?:iframe|object|embed|applet|frameset|base|portal)[\s/][^\>]{0,300}\>?
        \<meta[\s/][^\>]{0,120}http-equiv[^\>]{0,200}\>?
        \<form[\s/][^\>]{0,120}action[^\>]{0,200}\>?
        \bsrcdoc ?=
        :? ?expression ?\((?: ?javascript)?
        data ?: ?text/html
        &lt;[a-z]{1,10}[^&\n]{0,40}(?:&#x?[0-9a-f]{2,5};?)[^&\n]{0,60}(?:&gt;)?
        """;

    public const string HtmlEvent = """
        \bon(?:abort|activate|animation\w{3,9}|auxclick|before\w{3,12}|blur|cancel|canplay|change|click|close|contextmenu|copy|cut|
        + dblclick|drag\w{0,5}|drop|end|error|finish|focus\w{0,3}|hashchange|input|invalid|key\w{2,5}|load\w{0,9}|message|mouse\w{2,5}|
        + page\w{4}|paste|play\w{0,4}|pointer\w{2,13}|popstate|progress|readystatechange|repeat|reset|resize|scroll|search|seek\w{2,3}|
        + select\w{0,6}|show|start|stalled|storage|submit|suspend|toggle|touch\w{3,6}|transition\w{3,6}|unload|volumechange|
        + wheel) ?= ?["'`]?[^\s\>"'`,;.)]{1,80}
        [."'] ?(?:alert|prompt|confirm) ?\([^)\n]{0,40}\)
        """;

    public const string HtmlUri = """
        j ?a ?v ?a ?s ?c ?r ?i ?p ?t ?(?::|&colon;|&#0{0,5}58;?|&#x0{0,4}3a;?|%3a)[^\s]
        v ?b ?s ?c ?r ?i ?p ?t ?:[^\s]
        """;

    public const string Sql = """
        ['";)\d] ?;? ?(?:drop|truncate|alter) (?:table|database|schema|view|user|index|procedure)\s{1,8}[\w."`\[\]]{1,60}
        \bdrop (?:table|database|schema|view)\s{1,8}(?:if exists\s{1,8})?[\w."`\[\]]{1,60} ?(?:;|--|/\*|#|cascade)
        [;'"] ?;? ?(?:insert into|delete from|update \w{1,40} set)\b
        ['"\d)]? ?; ?(?:shutdown|create (?:table|user)|grant|exec(?:ute)?)\b
        [;'"] ?(?:insert into|delete from)\s{1,8}[\w."`\[\]]{1,60}
        \bunion (?:all )?(?:distinct )?select\b
        ' ?(?:or|and) ?['"(]?\w{1,20}['"]? ?(?:=|like ) ?['"]?\w{1,20}
        \b(?:or|and) 1 ?= ?1\b
        \bxp_(?:cmdshell|regread|dirtree|fileexist)\b
        \bexec(?:ute)? ?\( ?['"@]
        \b(?:waitfor delay|pg_sleep ?\(|benchmark ?\(|sleep ?\( ?\d|load_file ?\(|into (?:outfile|dumpfile)|utl_http)
        \binformation_schema\.\w{1,40}
        ['"] ?; ?--
        """;

    public const string Shell = """
        \$\( ?(?:{commands})\b
        `(?:{commands})\s[^`\n]{1,120}`
        @\{\[ ?(?:system|exec|`)
        [;|&] ?(?:rm|cat|chmod|nc|ncat|bash|sh|sudo|mkfs|dd|python[23]?|perl|powershell)\s{1,4}[-/.~$]
        [;|&] ?(?:curl|wget)\s{1,4}[-\w]
        [;|&] ?(?:whoami|ifconfig|uname)\b
        \b(?:curl|wget)\s[^|\n;]{1,200}\|\s{0,4}(?:sudo )?(?:ba|z|da)?sh\b
        \brm\s{1,4}-[a-z]{0,4}[rf][a-z]{0,4}\s{1,4}[-/.~*$\w]
        /dev/(?:tcp|udp)/
        \b(?:bash|sh|zsh) -i\b
        \bnc(?:at)? (?:-\w{1,4} ){0,3}-[ec]\b
        :\(\) ?\{ ?:\|
        \>\s{0,2}/dev/sd[a-z]
        \bpowershell(?:\.exe)? -(?:e|enc|encodedcommand|nop|w)\b
        """;

    public const string Code = """
        \b__import__ ?\(
        \bos\.(?:system|popen|exec[lv]p?e?|spawn[lv]p?e?) ?\(
        \bsubprocess\.(?:run|popen|call|check_output|check_call|getoutput) ?\(
        \b(?:eval|exec) ?\( ?(?:compile|__import__|base64|atob|input|request|unescape|string\.fromcharcode|decodeuri)
        \beval ?\( ?['"]
        \bkernel\.(?:exec|system|spawn|fork|open) ?\(?
        \bruntime\.getruntime\(\)\.exec
        \bprocess\.start ?\(
        \brequire ?\( ?['"]child_process['"]
        \bpickle\.loads ?\(
        \b__(?:builtins|globals|subclasses|class|mro|bases)__\b
        \bsocket\.socket ?\( ?socket\.
        \bnew(?:\s|%20)function ?[(`]
        \bdocument\.(?:cookie|write ?\()
        \bshell_exec ?\(|passthru ?\(|proc_open ?\(
        """;

    public const string Template = """
        \{\{[^}\n]{0,80}(?:__|config\.|config\[|self\.|request\.|lipsum|cycler|joiner|\.constructor|popen|import|\|attr|range\(|
        + \d ?\* ?\d)[^}\n]{0,80}\}?\}?
        \{%[^%\n]{0,80}(?:import|include|__|popen|extends)[^%\n]{0,80}%?\}?
        \$\{[^}\n]{0,80}(?:jndi|runtime|getclass|[{\s]t\(|exec|script:|env:|\d ?\* ?\d|processbuilder)[^}\n]{0,80}\}?
        #\{[^}\n]{0,80}(?:[{\s]t\(|exec|system|runtime|\d ?\* ?\d)[^}\n]{0,80}\}?
        \<%=?[^%\n]{0,80}(?:system|exec|file\.|runtime|\d ?\* ?\d|eval)[^%\n]{0,80}(?:%\>)?
        """;

    public const string Terminal = """
        (?:\e\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?
        (?:\e\]|\x9d)(?:[^\x07\e\x9c\n]{0,400}(?:\x07|\e\\|\x9c))?
        (?:\e[PX^_]|\x90|\x98|\x9e|\x9f)(?:[^\e\x9c\n]{0,400}(?:\e\\|\x9c))?
        \e(?:[ -/]{0,4}[0-~])?
        [\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]
        """;

    public const string TerminalEscaped = """
        \\(?:x1b|x9b|x9d|x90|033|u001b|u009b|u009d|u\{1b\})(?:\[[0-9;?]{0,32}[a-z]?|\]|[PX_])?
        \\e(?:\[[0-9;?]{0,32}[a-z]?|\])
        \\(?:x07|007|u0007)
        \^\[[\[\]]
        """;
}
