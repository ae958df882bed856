using System.Collections.Frozen;

namespace Hymba.Validation.Urls;

/// <summary>Endings that make a dotted name a host even without a scheme.</summary>
internal static class TopLevelDomains
{
    // Country codes of ISO 3166 in use, common generic ones, and the reserved ones of RFC 2606, 6761 and 7686.
    private static readonly FrozenSet<string> All = (
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl " +
        "cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs " +
        "gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt " +
        "lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph " +
        "pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk " +
        "tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw " +
        "com net org edu gov mil int info biz name pro aero coop museum jobs mobi travel tel cat asia xxx arpa " +
        "app dev page blog shop store online site website web tech cloud space live news media agency digital solutions services software " +
        "systems network company group team studio design email link click download stream video games game bet casino win loan top xyz vip " +
        "club fun icu cyou rest bar buzz monster quest sbs lol wtf world today life guru expert consulting support help center zone host " +
        "hosting press wiki art bank finance money capital fund insure health care academy school university zip mov foo " +
        "example test invalid localhost local internal onion lan home corp рф укр бел срб мкд бг қаз ею 中国 中國 台灣 香港 公司 网络 한국 भारत")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Endings that are file types or members of objects far more often than hosts.
    private static readonly FrozenSet<string> NeedPath =
        "md py rs sh pl ps so cc am ml tf pm do zip mov foo name id test local internal lan home st in is re la"
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a dotted name is a host.</summary>
    /// <param name="host">The name.</param>
    /// <param name="hasPath">A port, path, query or fragment follows.</param>
    public static bool EndsHost(ReadOnlySpan<char> host, bool hasPath)
    {
        int dot = host.LastIndexOf('.');
        if (dot <= 0 || dot == host.Length - 1)
        {
            return false;
        }

        string ending = host[(dot + 1)..].ToString().ToLowerInvariant();
        if (!All.Contains(ending) && !ending.StartsWith("xn--", StringComparison.Ordinal))
        {
            return false;
        }

        if (hasPath || host.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return !NeedPath.Contains(ending) && !IsSentenceBorder(host, dot) && !IsPlatformName(host);
    }

    // "the end.It goes on": a missing space, not Italy.
    private static bool IsSentenceBorder(ReadOnlySpan<char> host, int dot) =>
        char.IsUpper(host[dot + 1]) && !host[(dot + 2)..].ContainsAnyInRange('A', 'Z') && !char.IsUpper(host[dot - 1]);

    private static bool IsPlatformName(ReadOnlySpan<char> host) =>
        host.Equals("ASP.NET", StringComparison.Ordinal) || host.Equals("ADO.NET", StringComparison.Ordinal)
        || host.Equals("VB.NET", StringComparison.Ordinal) || host.Equals("ML.NET", StringComparison.Ordinal)
        || host.Equals("System.IO", StringComparison.Ordinal);
}
