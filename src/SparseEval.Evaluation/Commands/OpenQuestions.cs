using System.Collections.Concurrent;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>Items that a program has been given and has not answered, and how long it has said nothing about them.</summary>
internal sealed class OpenQuestions(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OpenQuestion> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly long _begun = time.GetTimestamp();
    private long _lastLine = time.GetTimestamp();
    private Exception? _end;

    /// <summary>Time until the program said that it was ready; zero where it has not said so.</summary>
    public TimeSpan Starting { get; private set; }

    /// <summary>Why nothing is answered any more, or null.</summary>
    public Exception? Ended => _end;

    /// <exception cref="EngineException">The item is open already.</exception>
    public OpenQuestion Open(EngineRequest request)
    {
        var item = new OpenQuestion(request, time.GetTimestamp());
        return _open.TryAdd(request.ItemId, item) ? item : throw new EngineException($"Item '{request.ItemId}' was asked for twice at once.");
    }

    public void Close(OpenQuestion item) => _open.TryRemove(item.Request.ItemId, out _);

    /// <summary>Since the item was asked, or since the program's last line.</summary>
    public TimeSpan Silence(OpenQuestion item) => time.GetElapsedTime(Math.Max(item.Asked, Interlocked.Read(ref _lastLine)));

    /// <summary>Takes what a line says: that the program is ready, or an item's answer.</summary>
    /// <param name="line">One JSON value.</param>
    /// <param name="number">Of the line, from 1.</param>
    /// <exception cref="EngineException">It answers an item that is not open.</exception>
    /// <exception cref="JsonException">It is neither.</exception>
    public void Take(JsonElement line, long number)
    {
        if (_answered.Count == 0 && Starting == TimeSpan.Zero && CommandLines.IsReady(line))
        {
            Interlocked.Exchange(ref _lastLine, time.GetTimestamp());
            Starting = time.GetElapsedTime(_begun);
            return;
        }
        var id = CommandLines.Id(line);
        if (!_open.TryRemove(id, out var item)) throw Stray(id, number);
        _answered.Add(id);
        var now = time.GetTimestamp();
        var since = Math.Max(item.Asked, Interlocked.Exchange(ref _lastLine, now));
        item.Answer.TrySetResult(CommandLines.Answer(item.Request, line, time.GetElapsedTime(since, now)));
    }

    /// <summary>Nothing more is answered; what is open shares the time since the last line.</summary>
    public void End(Exception reason)
    {
        var isFirst = Interlocked.CompareExchange(ref _end, reason, null) is null;
        var open = _open.Values.ToArray();
        foreach (var item in open)
        {
            if (isFirst) item.Lost = Silence(item) / open.Length;
            item.Answer.TrySetException(_end!);
        }
    }

    private EngineException Stray(string id, long number) => new(_answered.Contains(id)
        ? $"Line {number} of the command's output answers item '{id}' a second time. Write one line an item."
        : $"Line {number} of the command's output answers item '{id}', which it was not asked about. Write the id of the item as it was read.");
}
