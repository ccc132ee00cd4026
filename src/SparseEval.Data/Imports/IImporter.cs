namespace SparseEval.Data;

/// <summary>Reads the files of one tool. Members of <see cref="Importers.All"/>.</summary>
public interface IImporter
{
    /// <summary>What <see cref="ImportOptions.Format"/> calls it, such as "lm-eval".</summary>
    string Name { get; }

    /// <summary>Raised when the same file would give other scores than before; kept in the record of an import.</summary>
    int Version { get; }

    /// <summary>What is read, in one line.</summary>
    string Description { get; }

    /// <summary>The options that choose among what a file holds; others are refused.</summary>
    internal ImportChoices Choices { get; }

    /// <summary>True where the content (never the name alone) is of this tool.</summary>
    bool Recognizes(ImportSource source);

    /// <summary>Reads a source; one run for each model, task and replicate in it.</summary>
    /// <exception cref="SparseEvalException">The source is broken, contradicts itself, or needs an option that chooses; the message names file and place.</exception>
    IReadOnlyList<ImportedRun> Read(ImportSource source, ImportOptions options);
}
