namespace SparseEval.Evaluation;

/// <summary>What work cost, measured or predicted.</summary>
public sealed record ComputeCost
{
    /// <summary>Nothing.</summary>
    public static ComputeCost Zero { get; } = new();

    /// <summary>Tokens read, each counted once for every forward pass it is in; padding is not counted.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens generated.</summary>
    public long OutputTokens { get; init; }

    /// <summary>
    /// Forward floating-point operations, a multiply-add counted as two: 2 x (parameters outside the embedding) a token, plus
    /// 4 x layers x width x context a token for attention. Padding is not counted.
    /// </summary>
    public double ForwardFlops { get; init; }

    /// <summary>Time in the engine, a batch's time shared out by tokens.</summary>
    public TimeSpan EngineTime { get; init; }

    /// <summary>GPU energy in joules, or null where no counter exists.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>The sum; energy is known only where both are.</summary>
    public static ComputeCost operator +(ComputeCost left, ComputeCost right) => new()
    {
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        ForwardFlops = left.ForwardFlops + right.ForwardFlops,
        EngineTime = left.EngineTime + right.EngineTime,
        EnergyJoules = left == Zero ? right.EnergyJoules : right == Zero ? left.EnergyJoules : left.EnergyJoules + right.EnergyJoules,
    };

    /// <summary>The sum, for languages without operators.</summary>
    public ComputeCost Add(ComputeCost other) => this + other;
}
