namespace Hymba.Training.Evaluation;

/// <summary>What is to be said of one reply.</summary>
/// <param name="IsRight">Whether it is what was expected: the same text, or the same tool call.</param>
/// <param name="IsExact">Whether it is the same text, white space at the ends aside.</param>
/// <param name="HasCall">Whether it calls a tool, or tries to.</param>
internal readonly record struct Verdict(bool IsRight, bool IsExact, bool HasCall);
