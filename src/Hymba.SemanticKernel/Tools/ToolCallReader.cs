using System.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tools;

/// <summary>
/// Finds the tool calls in a reply while it streams. Text is held back only as long as it could still be the beginning of a call; a call
/// that cannot be read comes out as the text that it is. White space around calls is dropped. For one reply; not thread-safe.
/// </summary>
internal sealed class ToolCallReader
{
    public const string OpenTag = "<toolcall>";
    public const string CloseTag = "</toolcall>";

    private readonly StringBuilder _held = new();
    private string _gap = string.Empty;
    private bool _inCall;
    private bool _afterCall;

    /// <summary>Whether an opening tag waits for its closing one.</summary>
    public bool IsInCall => _inCall;

    /// <summary>Adds text; returns the pieces that became certain.</summary>
    public IReadOnlyList<ToolCallPiece> Append(string text)
    {
        _held.Append(text);
        List<ToolCallPiece> pieces = [];
        while (_inCall ? TakeCall(pieces) : TakeText(pieces))
        {
        }

        return pieces;
    }

    /// <summary>Ends the reply; returns what was held back.</summary>
    public IReadOnlyList<ToolCallPiece> Flush()
    {
        string rest = _held.ToString();
        _held.Clear();
        if (_inCall)
        {
            return [new ToolCallPiece(_gap + rest, null, $"the reply ends before {CloseTag}")];
        }

        rest = _afterCall ? rest.TrimStart() : rest;
        return rest.Length == 0 ? [] : [ToolCallPiece.Plain(rest)];
    }

    private bool TakeText(List<ToolCallPiece> pieces)
    {
        string held = _held.ToString();
        int open = held.IndexOf(OpenTag, StringComparison.Ordinal);
        string certain = held[..(open >= 0 ? open : held.Length - PossibleOpening(held))];
        string text = certain.TrimEnd();
        _held.Remove(0, open >= 0 ? open : text.Length);
        _gap = certain[text.Length..];
        text = _afterCall ? text.TrimStart() : text;
        if (text.Length > 0)
        {
            pieces.Add(ToolCallPiece.Plain(text));
            _afterCall = false;
        }

        _inCall = open >= 0;
        return _inCall;
    }

    private bool TakeCall(List<ToolCallPiece> pieces)
    {
        string held = _held.ToString();
        int close = FindClose(held);
        if (close < 0)
        {
            return false;
        }

        int end = close + CloseTag.Length;
        FunctionCallContent? call = ToolCallJson.Parse(held[OpenTag.Length..close], out string? problem);
        pieces.Add(call is null ? new ToolCallPiece(_gap + held[..end], null, problem) : new ToolCallPiece(null, call, null));
        _held.Remove(0, end);
        _inCall = false;
        _afterCall = call is not null;
        return true;
    }

    // A closing tag inside a JSON string is data. A string never spans lines, so a stray quote hides a tag no further than that.
    private static int FindClose(string held)
    {
        bool inString = false;
        for (int i = OpenTag.Length; i < held.Length; i++)
        {
            char c = held[i];
            if (inString)
            {
                inString = c is not ('"' or '\n');
                i += c == '\\' ? 1 : 0;
            }
            else if (c == '"')
            {
                inString = true;
            }
            else if (c == '<' && string.CompareOrdinal(held, i, CloseTag, 0, CloseTag.Length) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static int PossibleOpening(string text)
    {
        for (int length = Math.Min(OpenTag.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(OpenTag[..length], StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
