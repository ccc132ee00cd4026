using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>
/// Answers of earlier runs in a SQLite file, which several processes may use at once. The key is the SHA-256 of model hash, provider, precision and
/// all that was asked; errors are never kept.
/// </summary>
public sealed class ResponseCache : IDisposable
{
    private static readonly SqliteStoreKind Kind = new()
    {
        Name = "response cache",
        ApplicationId = 0x53504543,
        SchemaVersion = 1,
        Tables = "CREATE TABLE responses (key BLOB PRIMARY KEY, completion TEXT NOT NULL) WITHOUT ROWID;",
        Pragmas = ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"],
        BusyTimeout = TimeSpan.FromSeconds(30),
        Fix = "Delete it, or give another path: only saved answers are lost.",
        BusyFix = "Try again, or give another path.",
    };

    private readonly Lock _lock = new();
    private readonly SqliteStore _store;

    private ResponseCache(string path, SqliteStore store) => (Path, _store) = (path, store);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Number of answers kept.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _store.Do(() => (long)_store.Scalar("SELECT COUNT(*) FROM responses")!);
        }
    }

    /// <summary>Opens a cache, or makes one where there is no file.</summary>
    /// <exception cref="SparseEvalException">The file is broken, is something else, or cannot be written to.</exception>
    public static ResponseCache Open(string path) => new(path, SqliteStore.Open(path, Kind));

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    /// <summary>The kept answer to this request, or null.</summary>
    internal Completion? Find(EngineDescription engine, EngineRequest request)
    {
        lock (_lock)
            return _store.Do(() => _store.Scalar("SELECT completion FROM responses WHERE key = $key", ("$key", Key(engine, request))) is string json
                ? StoredCompletion.Read(request.ItemId, json)
                : null);
    }

    /// <summary>Keeps answers in one transaction; an answer that is there already stays.</summary>
    internal void Add(EngineDescription engine, IReadOnlyList<(EngineRequest Request, Completion Completion)> answers)
    {
        lock (_lock)
            _store.Do(() => _store.Transact(() =>
            {
                foreach (var (request, completion) in answers)
                    if (completion.Error is null)
                        _store.Execute("INSERT OR IGNORE INTO responses (key, completion) VALUES ($key, $completion)",
                            ("$key", Key(engine, request)), ("$completion", StoredCompletion.Write(completion)));
            }));
    }

    /// <summary>SHA-256 of what answers and what is asked; the item's id is no part of it.</summary>
    internal static byte[] Key(EngineDescription engine, EngineRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts = request switch
        {
            LogLikelihoodRequest choice => ["loglikelihood", choice.Context, .. choice.Continuations],
            GenerationRequest free => ["generation", free.Context, free.MaxTokens.ToString(), .. free.Stop, .. Sampling(free.Sampling)],
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "Not a known kind of request."),
        };
        foreach (var part in (string[])[engine.Name, engine.ModelHash, engine.Provider, engine.Precision, .. parts])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    // Greedy adds nothing, so that answers kept by earlier versions are found. A stop text never begins with NUL.
    private static string[] Sampling(SamplingOptions? sampling) =>
        sampling is { Temperature: > 0 } ? ["\0sampling", string.Create(CultureInfo.InvariantCulture, $"{sampling.Temperature:R} {sampling.TopP:R} {sampling.TopK} {sampling.Seed}")] : [];
}
