using System.Text.Json.Nodes;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>What <c>run</c>, <c>gate</c> and <c>compare</c> say to CI systems, whichever form they take it in.</summary>
/// <param name="Verb">The command, such as <c>gate</c>.</param>
/// <param name="Title">A heading.</param>
/// <param name="Sentence">The result in one sentence.</param>
/// <param name="Cases">At least one.</param>
/// <param name="Json">The whole result.</param>
internal sealed record JobReport(string Verb, string Title, string Sentence, IReadOnlyList<JobCase> Cases, JsonNode Json);
