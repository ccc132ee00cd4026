namespace SparseEval.Data;

/// <summary>An importer that reads some files only beside others; in a folder they are not sources of their own.</summary>
internal interface ICompanionReader
{
    bool IsCompanion(ImportSource source);
}
