using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace SparseEval.Evaluation;

/// <summary>A running program: lines go in, answers come out in any order, and what it owes when it ends is told with its exit code.</summary>
internal sealed class CommandProcess : IAsyncDisposable
{
    /// <summary>Of two equal keys one would be passed over.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Characters; none that answers one item needs more.</summary>
    private const int LongestLine = 16 << 20;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CommandEngineOptions _options;
    private readonly Process _process;
    private readonly ConcurrentDictionary<string, OpenQuestion> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CommandErrors _errors;
    private readonly Task _reading;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private long _lastLine;
    private Exception? _end;

    private CommandProcess(CommandEngineOptions options, Process process)
    {
        (_options, _process, _time) = (options, process, options.Time);
        _begun = _lastLine = _time.GetTimestamp();
        _errors = new(process.StandardError.BaseStream, options.Messages);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Time until it said that it was ready; zero where it has not said so.</summary>
    public TimeSpan Starting { get; private set; }

    /// <summary>True once it owes nothing more and takes nothing more.</summary>
    public bool HasEnded => _end is not null;

    /// <inheritdoc cref="CommandStart.Begin"/>
    public static CommandProcess Start(CommandEngineOptions options) => new(options, CommandStart.Begin(options));

    /// <summary>Writes an item's line and waits for its answer.</summary>
    /// <param name="request">The item's.</param>
    /// <param name="line">Without its end.</param>
    /// <param name="alone">True ends the input after this line.</param>
    /// <param name="cancellationToken">Ends the program with all that it started.</param>
    /// <exception cref="CommandEndedException">The program ended without answering.</exception>
    /// <exception cref="EngineException">The program writes what is no answer.</exception>
    public async Task<Completion> AskAsync(EngineRequest request, string line, bool alone, CancellationToken cancellationToken)
    {
        var item = new OpenQuestion(request, _time.GetTimestamp());
        if (!_open.TryAdd(request.ItemId, item)) throw new EngineException($"Item '{request.ItemId}' was asked for twice at once.");
        using var ending = cancellationToken.Register(Kill);
        try
        {
            await WriteAsync(line, alone, cancellationToken).ConfigureAwait(false);
            if (_end is not null) throw _end;
            return await WaitAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandEndedException end) when (item.Lost > TimeSpan.Zero)
        {
            throw new CommandEndedException(end.Message, end.ExitCode, item.Lost);
        }
        finally
        {
            _open.TryRemove(request.ItemId, out _);
        }
    }

    /// <summary>Ends its input, gives it a moment to end by itself, and then ends it with all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
        await _reading.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kill();
        await _errors.Reading.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A process closes no pipe that somebody has read from.
        _process.StandardOutput.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private async Task WriteAsync(string line, bool alone, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _process.StandardInput.WriteAsync($"{line}\n".AsMemory(), cancellationToken).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (alone) _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It reads no more: how it ended is told by whoever reads it, and an answer may still come.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<Completion> WaitAsync(OpenQuestion item, CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = _options.Timeout - _time.GetElapsedTime(Math.Max(item.Asked, Interlocked.Read(ref _lastLine)));
            if (left <= TimeSpan.Zero)
            {
                End(new CommandEndedException(FormattableString.Invariant($"the command said nothing for {_options.Timeout.TotalSeconds:0.###} s and was ended{_errors.Tail()}"), null));
                Kill();
            }
            try
            {
                return await item.Answer.Task.WaitAsync(left > TimeSpan.Zero ? left : Grace, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
            }
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var lines = new BoundedLines(_process.StandardOutput.BaseStream, LongestLine, divides: false);
            for (var number = 1L; await lines.ReadAsync().ConfigureAwait(false) is { } line; number++)
                if (!string.IsNullOrWhiteSpace(line)) Take(line, number);
            await _process.WaitForExitAsync().ConfigureAwait(false);
            await _errors.Reading.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            End(new CommandEndedException($"the command ended with exit code {_process.ExitCode} and gave no answer{_errors.Tail()}", _process.ExitCode));
        }
        catch (Exception e)
        {
            End(e);
            Kill();
        }
    }

    private void Take(string line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Strict);
            if (_answered.Count == 0 && Starting == TimeSpan.Zero && CommandLines.IsReady(json.RootElement))
            {
                Interlocked.Exchange(ref _lastLine, _time.GetTimestamp());
                Starting = _time.GetElapsedTime(_begun);
                return;
            }
            var id = CommandLines.Id(json.RootElement);
            if (!_open.TryRemove(id, out var item)) throw Stray(id, number);
            _answered.Add(id);
            var now = _time.GetTimestamp();
            var since = Math.Max(item.Asked, Interlocked.Exchange(ref _lastLine, now));
            item.Answer.TrySetResult(CommandLines.Answer(item.Request, json.RootElement, _time.GetElapsedTime(since, now)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EngineException($"Line {number} of the command's output is no answer, since {e.Message.TrimEnd('.')}: '{Short(line)}'. Write one JSON object an item there, such as {{\"id\":\"q1\",\"score\":1}}, and everything else to standard error.", e);
        }
    }

    private EngineException Stray(string id, long number) => new(_answered.Contains(id)
        ? $"Line {number} of the command's output answers item '{id}' a second time. Write one line an item."
        : $"Line {number} of the command's output answers item '{id}', which it was not asked about. Write the id of the item as it was read.");

    private void End(Exception reason)
    {
        var isFirst = Interlocked.CompareExchange(ref _end, reason, null) is null;
        var open = _open.Values.ToArray();
        foreach (var item in open)
        {
            if (isFirst) item.Lost = _time.GetElapsedTime(Math.Max(item.Asked, Interlocked.Read(ref _lastLine))) / open.Length;
            item.Answer.TrySetException(_end!);
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    private static string Short(string line) => line.Length <= 120 ? line : $"{line[..120]}...";
}
