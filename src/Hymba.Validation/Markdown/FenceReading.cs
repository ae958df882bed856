namespace Hymba.Validation.Markdown;

/// <summary>How a Markdown text is read that has fences.</summary>
internal enum FenceReading
{
    /// <summary>Whatever stands around a fence.</summary>
    Plain,

    /// <summary>A fence ends where the list item ends that it stands in.</summary>
    InLists,

    /// <summary>A line that begins with a tag begins HTML, in which there are no fences up to the next empty line.</summary>
    InHtml,

    /// <summary>As <see cref="InHtml"/>, and in comments, <c>pre</c> and their like there are no fences up to their own end, whatever lines are empty.</summary>
    InRawHtml,
}
