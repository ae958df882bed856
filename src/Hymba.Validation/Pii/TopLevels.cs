namespace Hymba.Validation.Pii;

/// <summary>Top level domains: all of countries, the generic ones in wide use.</summary>
internal static class TopLevels
{
    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch "
        + "ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm "
        + "gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la "
        + "lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np "
        + "nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su "
        + "sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

    private const string Generic =
        "com org net edu gov mil int arpa info biz name pro aero asia cat coop jobs mobi museum post tel travel xxx app art auto "
        + "bank bar beer bet bike blog build cab cafe cam camp care cash casa center chat city claims click clinic cloud club codes "
        + "coffee college community company computer consulting cool dance dating deals delivery dental design dev digital direct "
        + "directory doctor domains download education email energy engineer engineering events exchange expert express family fan "
        + "farm fashion finance fit fitness fm foundation fun fund gallery games garden gift global gmbh gold golf graphics group "
        + "guide guru health help homes host hosting house icu immo inc ink institute insure international investments io kim land "
        + "law legal life limited link live llc loan love ltd management market marketing media menu money movie moe network news "
        + "ninja one online page partners parts party photo photography photos pics pizza place plumbing plus press productions "
        + "properties pub quest racing recipes red rent repair report rest restaurant review reviews rip rocks run sale school "
        + "science security services sex shoes shop show site ski social software solar solutions space sport store stream studio "
        + "style support surf systems tax taxi team tech technology tennis theater tips tires today tools top tours town toys trade "
        + "training tube university vet video vin vip vote wang watch webcam website wedding wiki win wine work works world wtf xyz "
        + "yoga zone example test localhost onion google";

    // Extensions of files and members of programs: a name that ends in them is a host only where more shows it.
    private const string Ambiguous =
        "py sh rs pl so cc ps md ml st gs in is it me to do no am as at be by id my so us name app run do email page post test "
        + "example info pro host help link live media menu money name network one online parts place plus press red report rest "
        + "review sale science security services show site space sport store stream style support systems team tips tools top tv id "
        + "link data build guide group int show zone work works world fm vi";

    private static readonly HashSet<string> Known = new($"{Countries} {Generic}".Split(' '), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Mistakable = new(Ambiguous.Split(' '), StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownSpans = Known.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> MistakableSpans =
        Mistakable.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether such a top level is known.</summary>
    public static bool IsKnown(ReadOnlySpan<char> top) => KnownSpans.Contains(top);

    /// <summary>Whether it is, and is no ending of files or words.</summary>
    public static bool IsUnmistakable(ReadOnlySpan<char> top)
        => KnownSpans.Contains(top) && !MistakableSpans.Contains(top) && IsOneCase(top);

    // "System.Net" and "Foo.Co" are names in programs.
    private static bool IsOneCase(ReadOnlySpan<char> top) => !(char.IsAsciiLetterUpper(top[0]) && char.IsAsciiLetterLower(top[^1]));
}
