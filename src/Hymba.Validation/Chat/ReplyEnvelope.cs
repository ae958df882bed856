using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>An update that waits until all of its text may be shown.</summary>
internal sealed class ReplyEnvelope(ChatResponseUpdate source)
{
    // A word that waits for its end would split every token in two; long pieces go out in parts.
    private const int LeastPart = 32;

    private readonly List<Piece> _pieces = [];
    private int _next;
    private bool _isChanged;
    private bool _isCut;

    public void Add(AIContent content, AIContent original)
    {
        _isChanged |= !ReferenceEquals(content, original);
        _pieces.Add(new Piece(content, null, 0, 0));
    }

    public void Add(HeldCall held, AIContent original) => _pieces.Add(new Piece(original, null, 0, 0) { Held = held });

    public void Add(AIContent content, AIContent original, ValidationSession session, int start, int length)
    {
        _isChanged |= !ReferenceEquals(content, original);
        _pieces.Add(new Piece(content, session, start, start + length));
    }

    /// <summary>The reply ends in this update: what has not been added is never shown.</summary>
    public void Cut() => _isChanged = _isCut = true;

    /// <summary>What can be shown now; null for nothing.</summary>
    /// <param name="isLast">Whether no more text comes.</param>
    /// <param name="hasReplaced">
    /// Whether anything of the reply was replaced: then no update goes out as it came, for its properties and its raw form may repeat the whole reply.
    /// </param>
    /// <param name="isDone">Whether nothing is left.</param>
    public ChatResponseUpdate? Take(bool isLast, bool hasReplaced, out bool isDone)
    {
        var contents = new List<AIContent>(_pieces.Count - _next);
        isDone = TakePieces(contents, isLast);
        if (isDone && !_isChanged && !hasReplaced)
        {
            return source;
        }

        return isDone ? Close(contents) : contents.Count > 0 ? Bare(contents) : null;
    }

    private bool TakePieces(List<AIContent> contents, bool isLast)
    {
        for (; _next < _pieces.Count; _next++)
        {
            var piece = _pieces[_next];
            if (piece.Held is { } held)
            {
                if (held.Content is not { } released)
                {
                    return false;
                }

                _isChanged |= !ReferenceEquals(released, piece.Content);
                contents.Add(released);
                continue;
            }

            if (piece.Session is not { } session)
            {
                contents.Add(piece.Content);
                continue;
            }

            var end = Math.Min(piece.End, session.Committed);
            var isWhole = end >= piece.End && !piece.IsBegun && !session.Ledger.HasReplaced;
            if (isWhole)
            {
                contents.Add(piece.Content);
                continue;
            }

            if (end < piece.End && end - piece.Start < LeastPart && !isLast)
            {
                return false;
            }

            _isChanged |= end > piece.Start || session.Ledger.HasReplaced;
            if (end > piece.Start && session.Ledger.Render(piece.Start, end) is { Length: > 0 } text)
            {
                contents.Add(piece.Content is TextReasoningContent ? new TextReasoningContent(text) : Copy((TextContent)piece.Content, text));
            }

            if (end < piece.End)
            {
                _pieces[_next] = piece with { Start = Math.Max(piece.Start, end), IsBegun = piece.IsBegun || end > piece.Start };
                return false;
            }
        }

        return true;
    }

    private ChatResponseUpdate? Close(List<AIContent> contents)
    {
        var update = Bare(contents);
        if (_isCut)
        {
            return contents.Count > 0 ? update : null;
        }

        update.FinishReason = source.FinishReason;
        update.ContinuationToken = source.ContinuationToken;
        update.AdditionalProperties = SafeProperties.Of(source.AdditionalProperties);
        return contents.Count > 0 || update.FinishReason is not null || update.AdditionalProperties is { Count: > 0 } ? update : null;
    }

    private ChatResponseUpdate Bare(List<AIContent> contents) => new(source.Role, contents)
    {
        AuthorName = source.AuthorName,
        ResponseId = source.ResponseId,
        MessageId = source.MessageId,
        ConversationId = source.ConversationId,
        CreatedAt = source.CreatedAt,
        ModelId = source.ModelId,
    };

    private static TextContent Copy(TextContent original, string text)
        => new(text) { AdditionalProperties = SafeProperties.Of(original.AdditionalProperties) };

    private sealed record Piece(AIContent Content, ValidationSession? Session, int Start, int End, bool IsBegun = false)
    {
        public HeldCall? Held { get; init; }
    }
}
