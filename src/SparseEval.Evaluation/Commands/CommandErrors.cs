namespace SparseEval.Evaluation;

/// <summary>A program's standard error: passed on line by line, its end kept for messages.</summary>
internal sealed class CommandErrors
{
    private const int LinesKept = 5, LongestPiece = 64 << 10;

    private readonly Queue<string> _last = new();

    public CommandErrors(Stream source, TextWriter? target) => Reading = Task.Run(() => ReadAsync(source, target));

    public Task Reading { get; }

    /// <summary>Such as <c>; its last words: No module named foo</c>, or nothing.</summary>
    public string Tail()
    {
        lock (_last)
        {
            var text = string.Join(" | ", _last);
            return text.Length == 0 ? "" : $"; its last words: {(text.Length <= 400 ? text : "..." + text[^400..])}";
        }
    }

    private async Task ReadAsync(Stream source, TextWriter? target)
    {
        var lines = new BoundedLines(source, LongestPiece, divides: true);
        while (await lines.ReadAsync().ConfigureAwait(false) is { } line)
        {
            if (target is not null) lock (target) target.WriteLine(line);
            if (string.IsNullOrWhiteSpace(line)) continue;
            lock (_last)
            {
                _last.Enqueue(line.Trim());
                if (_last.Count > LinesKept) _last.Dequeue();
            }
        }
    }
}
