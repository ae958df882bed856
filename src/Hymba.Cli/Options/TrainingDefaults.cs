namespace Hymba.Cli.Options;

/// <summary>Where the verbs that train differ in what they take when nothing is said.</summary>
/// <param name="Steps">Null where the verb decides.</param>
/// <param name="BatchTokens">Tokens of one update.</param>
/// <param name="LearningRate">Null where the verb decides; then the text says how.</param>
/// <param name="LearningRateText">Ends the description of the learning rate.</param>
/// <param name="WarmupSteps">Null for a tenth of all steps.</param>
/// <param name="PromptWeight">Weight in the loss of what is no reply.</param>
internal sealed record TrainingDefaults(
    long? Steps, int BatchTokens, float? LearningRate, string LearningRateText, int? WarmupSteps, float PromptWeight);
