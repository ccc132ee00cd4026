using System.Globalization;

namespace SparseEval.Evaluation;

/// <summary>How a response cache is kept.</summary>
public sealed record ResponseCacheOptions
{
    private readonly long? _maxBytes;

    /// <summary>Most bytes that it may take on disk; when they are passed the least recently used answers go until a tenth is free. Null for no limit.</summary>
    /// <exception cref="SparseEvalException">Below 64 KiB, which the empty file nearly takes.</exception>
    public long? MaxBytes
    {
        get => _maxBytes;
        init => _maxBytes = value is null or >= 1 << 16 ? value
            : throw new SparseEvalException($"A response cache of {value.Value.ToString(CultureInfo.InvariantCulture)} bytes holds nothing. Give at least 64 KiB.");
    }

    /// <summary>The clock; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

/// <summary>Answers of one model in a response cache.</summary>
/// <param name="Model">Name and provider; empty for answers of earlier versions, which did not note it.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="Bytes">Of their texts; the file takes more.</param>
/// <param name="LastUsed">To the second; null where no use was noted.</param>
public sealed record CachedModel(string Model, long Answers, long Bytes, DateTimeOffset? LastUsed);

/// <summary>What a check of a response cache found.</summary>
/// <param name="Answers">Answers that were there.</param>
/// <param name="Broken">Of these: those that cannot be read.</param>
/// <param name="Complaint">SQLite's, about the file; null where it is sound.</param>
public sealed record CacheCheck(long Answers, long Broken, string? Complaint)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsSound => Broken == 0 && Complaint is null;
}
