namespace SparseEval.Bench.Arena;

/// <summary>The command line's words.</summary>
internal sealed record ArenaArguments
{
    public string[] Matrices { get; private init; } = [];

    public string[] Kinds { get; private init; } = ["random", "extrapolation"];

    public ArenaBudget[] Budgets { get; private init; } = [.. new[] { "25", "50", "100", "200", "2.5%", "5%", "10%", "25%" }.Select(b => new ArenaBudget(b))];

    public string[] Methods { get; private init; } = [.. ArenaMethods.All.Select(m => m.Name)];

    public int Draws { get; private init; } = 100;

    public int Splits { get; private init; } = 5;

    public int Threads { get; private init; } = 2;

    /// <summary>Folder of ours.csv, or null to write none.</summary>
    public string? Out { get; private init; }

    /// <summary>Prints the tables of an ours.csv that is there already.</summary>
    public bool TablesOnly { get; private init; }

    public static ArenaArguments Parse(string[] args)
    {
        var made = new ArenaArguments();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--tables") made = made with { TablesOnly = true };
            else made = made.With(args[i], i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} needs a value."));
        }
        foreach (var name in made.Methods.Where(n => ArenaMethods.All.All(m => m.Name != n)))
            throw new ArgumentException($"There is no method '{name}'. Use: {string.Join(", ", ArenaMethods.All.Select(m => m.Name))}.");
        return made;
    }

    private ArenaArguments With(string name, string value) => name switch
    {
        "--matrices" => this with { Matrices = value.Split(',') },
        "--kinds" => this with { Kinds = value.Split(',') },
        "--budgets" => this with { Budgets = [.. value.Split(',').Select(b => new ArenaBudget(b))] },
        "--methods" => this with { Methods = value.Split(',') },
        "--draws" => this with { Draws = int.Parse(value) },
        "--splits" => this with { Splits = int.Parse(value) },
        "--threads" => this with { Threads = int.Parse(value) },
        "--out" => this with { Out = value },
        _ => throw new ArgumentException($"There is no option '{name}'. Use --matrices, --kinds, --budgets, --methods, --draws, --splits, --threads, --out or --tables."),
    };
}
