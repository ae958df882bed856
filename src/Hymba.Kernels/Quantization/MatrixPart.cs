namespace Hymba.Kernels.Quantization;

/// <summary>Some rows and columns of a matrix.</summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="Rows">How many.</param>
/// <param name="FirstColumn">The first column.</param>
/// <param name="Columns">How many.</param>
internal readonly record struct MatrixPart(int FirstRow, int Rows, int FirstColumn, int Columns);
