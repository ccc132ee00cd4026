namespace SparseEval.Data;

/// <summary>The models that one source names: one name given for all of several would make them one.</summary>
internal sealed class ModelNames(ImportOptions options, string path)
{
    private string? _first;

    /// <summary>The name given, else the source's own.</summary>
    /// <exception cref="SparseEvalException">One name is given for several, or there is none.</exception>
    public string Of(string? found, Func<string> where)
    {
        if (options.Model is null) return string.IsNullOrWhiteSpace(found) ? throw new SparseEvalException($"{where()}: no model's name is in it. Give one with --model NAME.") : found;
        if (string.IsNullOrWhiteSpace(found)) return options.Model;
        _first ??= found;
        return _first == found ? options.Model
            : throw new SparseEvalException($"'{path}' holds scores of several models ('{_first}' and '{found}'), which one name would make one. Leave --model out, or give a file of one model.");
    }
}
