using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SparseEval.Evaluation;

/// <summary>Source-generated JSON of the run record; numbers that are not finite are refused.</summary>
[JsonSerializable(typeof(RecordDto))]
internal sealed partial class RecordJsonContext : JsonSerializerContext
{
    /// <summary>Indented, camel case, text as it is rather than escaped for HTML.</summary>
    public static RecordJsonContext Instance { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<FigureBasis>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<DiagnosticSeverity>(JsonNamingPolicy.CamelCase) },
    });
}
