using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>JSON inside cache and journal. A log-likelihood may be minus infinity there, so named numbers are allowed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StoredCompletion))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class StorageJson : JsonSerializerContext;
