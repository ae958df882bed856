namespace Hymba.Validation.Exfiltration;

/// <summary>What became of reading a construct.</summary>
internal enum Parse
{
    /// <summary>It is not one, whatever follows.</summary>
    No,

    /// <summary>The text ends within it.</summary>
    Open,

    /// <summary>It is complete.</summary>
    Yes,
}
