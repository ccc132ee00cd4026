using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparseEval.Evaluation;

/// <summary>Run records on disk.</summary>
internal static class RunRecordFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void Write(string path, string json)
    {
        var beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(json));
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw new SparseEvalException($"The run record '{path}' cannot be written: {e.Message} Give a path in an existing folder that may be written to.", e);
        }
    }

    public static RunRecord Read(string path)
    {
        string json;
        try
        {
            json = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SparseEvalException($"The run record '{path}' cannot be read: {e.Message}", e);
        }
        try
        {
            RequireSchema(path, json);
            return RunRecordJson.Read(json);
        }
        catch (JsonException e)
        {
            throw new SparseEvalException($"'{path}' is not a run record: {e.Message} Give a file that 'run' wrote.", e);
        }
    }

    private static void RequireSchema(string path, string json)
    {
        var schema = JsonNode.Parse(json, documentOptions: Strict) is JsonObject root && root["schema"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        if (schema != RunRecord.Schema)
            throw new SparseEvalException($"'{path}' has schema '{schema ?? "none"}'; this program reads '{RunRecord.Schema}'. Give a file that 'run' wrote.");
    }
}
