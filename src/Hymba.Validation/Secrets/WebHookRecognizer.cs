using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Addresses that whoever knows them may post to: web hooks of chats and automations. The scheme may be missing.</summary>
internal sealed class WebHookRecognizer() : Recognizer("hH")
{
    private const int LongestHost = 100;
    private const int LongestPath = 400;
    private const int ShortestSecret = 20;

    private static readonly ScanRule Rule = SecretRules.Of("web-hook");
    private static readonly CharSet HostChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly CharSet PathChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/@=?&%.");

    private static readonly (string Host, string Path)[] Places =
    [
        ("hooks.slack.com", "/"),
        ("discord.com", "/api/webhooks/"),
        ("discordapp.com", "/api/webhooks/"),
        (".webhook.office.com", "/webhookb2/"),
        ("outlook.office.com", "/webhook/"),
        ("hooks.zapier.com", "/hooks/"),
        (".tines.com", "/webhook/"),
        ("maker.ifttt.com", "/trigger/"),
        ("chat.googleapis.com", "/v1/spaces/"),
        ("open.feishu.cn", "/open-apis/bot/"),
        ("open.larksuite.com", "/open-apis/bot/"),
        ("oapi.dingtalk.com", "/robot/send"),
        ("qyapi.weixin.qq.com", "/cgi-bin/webhook/"),
        ("hook.eu1.make.com", "/"),
        ("hook.us1.make.com", "/"),
    ];

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        int host = cursor.IsAt(start, "https://") ? start + 8 : cursor.IsAt(start, "http://") ? start + 7 : cursor.IsAt(start, "hook") ? start : 0;
        int path = host == 0 ? 0 : cursor.Skip(host, HostChars, LongestHost);
        if (path == 0 || cursor[path] != '/' || !IsPlace(cursor, host, path))
        {
            return false;
        }

        int end = cursor.Skip(path, PathChars, LongestPath);
        end -= end > path && cursor[end - 1] is '.' or '?' ? 1 : 0;
        if (!HoldsSecret(cursor.Read(path, end)))
        {
            return false;
        }

        match = new Candidate(Rule, start, end, Confidence: 0.9);
        return true;
    }

    private static bool IsPlace(TextCursor cursor, int host, int path)
    {
        ReadOnlySpan<char> name = cursor.Read(host, path);
        foreach ((string ending, string begin) in Places)
        {
            bool same = ending[0] == '.' ? name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) : name.Equals(ending, StringComparison.OrdinalIgnoreCase);
            if (same && cursor.IsAt(path, begin))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsSecret(ReadOnlySpan<char> path)
    {
        foreach (Range part in path.SplitAny('/', '=', '&', '?'))
        {
            ReadOnlySpan<char> text = path[part];
            if (text.Length >= ShortestSecret && !Randomness.IsPlaceholder(text))
            {
                return true;
            }
        }

        return false;
    }
}
