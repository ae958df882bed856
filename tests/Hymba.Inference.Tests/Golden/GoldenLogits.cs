using System.Text.Json;

namespace Hymba.Inference.Tests.Golden;

/// <summary>Compares logits with a case's, stored whole or, for the large vocabulary, as columns, sums and best five.</summary>
internal static class GoldenLogits
{
    /// <summary>Asserts that all rows agree.</summary>
    /// <param name="model">Where the tensors are.</param>
    /// <param name="stored">The case, or the part of it that holds the logits.</param>
    /// <param name="actual">[rows * V].</param>
    /// <returns>The largest difference found.</returns>
    public static float AssertEqual(GoldenModel model, JsonElement stored, ReadOnlySpan<float> actual)
    {
        if (stored.TryGetProperty("logits", out JsonElement name))
        {
            return Near(model.Stored(name).Values, actual, model.Tolerance, name.GetString()!);
        }

        int vocabulary = model.VocabularySize;
        int[] columns = [.. model.Expected.GetProperty("logits_columns").EnumerateArray().Select(c => c.GetInt32())];
        float[] atColumns = model.Stored(stored.GetProperty("logits_at_columns")).Values;
        float[] sums = model.Stored(stored.GetProperty("logits_logsumexp")).Values;
        float[] best = model.Stored(stored.GetProperty("top5_logits")).Values;
        float worst = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            ReadOnlySpan<float> row = actual.Slice(i * vocabulary, vocabulary);
            var picked = new float[columns.Length];
            for (int c = 0; c < columns.Length; c++)
            {
                picked[c] = row[columns[c]];
            }

            worst = Math.Max(worst, Near(atColumns.AsSpan(i * columns.Length, columns.Length), picked, model.Tolerance, $"row {i}, columns"));
            worst = Math.Max(worst, Near([sums[i]], [LogSumExp(row)], model.Tolerance, $"row {i}, logsumexp"));
            float[] five = new float[5];
            for (int k = 0; k < 5; k++)
            {
                five[k] = row[stored.GetProperty("top5_ids")[i][k].GetInt32()];
            }

            worst = Math.Max(worst, Near(best.AsSpan(i * 5, 5), five, model.Tolerance, $"row {i}, best five"));
        }

        if (stored.TryGetProperty("logits_full", out JsonElement full))
        {
            float[] whole = model.Stored(full).Values;
            int k = 0;
            foreach (JsonElement row in stored.GetProperty("logits_full_rows").EnumerateArray())
            {
                Near(whole.AsSpan(k++ * vocabulary, vocabulary), actual.Slice(row.GetInt32() * vocabulary, vocabulary), model.Tolerance, "full row");
            }
        }

        return worst;
    }

    /// <summary>Asserts that two spans agree within a tolerance.</summary>
    public static float Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            float difference = Math.Abs(expected[i] - actual[i]);
            if (!(difference <= tolerance))
            {
                Assert.Fail($"{what}, element {i}: expected {expected[i]}, got {actual[i]}, {difference} apart with {tolerance} allowed.");
            }

            worst = Math.Max(worst, difference);
        }

        return worst;
    }

    private static float LogSumExp(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
        {
            sum += Math.Exp(value);
        }

        return (float)Math.Log(sum);
    }
}
