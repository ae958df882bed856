namespace Hymba.JsonSchema.Values;

/// <summary>What a validation may still cost. Counted, not timed, so that the same input always ends the same way.</summary>
/// <param name="limit">See <see cref="JsonSchemaOptions.MaxEvaluationSteps"/>.</param>
internal sealed class StepBudget(long limit)
{
    /// <summary>Bytes of a text that are read in one step.</summary>
    public const int BytesPerStep = 64;

    /// <summary>Steps taken so far.</summary>
    public long Used { get; private set; }

    /// <summary>Takes steps.</summary>
    /// <exception cref="JsonSchemaException">None are left.</exception>
    public void Spend(long steps)
    {
        Used += steps;
        if (Used > limit)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.TooManySteps, $"The validation needs more than {limit} steps, the most that it may take.", limit: limit);
        }
    }
}
