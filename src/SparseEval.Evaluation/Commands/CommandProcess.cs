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
    private readonly RunningProgram _program;
    private readonly OpenQuestions _questions;
    private readonly CommandErrors _errors;
    private readonly Task _reading;

    private CommandProcess(CommandEngineOptions options, RunningProgram program)
    {
        (_options, _program, _questions) = (options, program, new(options.Time));
        _errors = new(program.Errors, options.Messages);
        _reading = Task.Run(ReadAsync);
    }

    /// <inheritdoc cref="OpenQuestions.Starting"/>
    public TimeSpan Starting => _questions.Starting;

    /// <summary>True once it owes nothing more and takes nothing more.</summary>
    public bool HasEnded => _questions.Ended is not null;

    /// <inheritdoc cref="CommandStart.Begin"/>
    public static CommandProcess Start(CommandEngineOptions options) => new(options, new(CommandStart.Begin(options)));

    /// <summary>Writes an item's line and waits for its answer.</summary>
    /// <param name="request">The item's.</param>
    /// <param name="line">Without its end.</param>
    /// <param name="alone">True ends the input after this line.</param>
    /// <param name="cancellationToken">Ends the program with all that it started.</param>
    /// <exception cref="CommandEndedException">The program ended without answering.</exception>
    /// <exception cref="EngineException">The program writes what is no answer.</exception>
    public async Task<Completion> AskAsync(EngineRequest request, string line, bool alone, CancellationToken cancellationToken)
    {
        var item = _questions.Open(request);
        using var ending = cancellationToken.Register(_program.Kill);
        try
        {
            await _program.WriteAsync(line, alone, cancellationToken).ConfigureAwait(false);
            if (_questions.Ended is { } ended) throw ended;
            return await WaitAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandEndedException end) when (item.Lost > TimeSpan.Zero)
        {
            throw new CommandEndedException(end.Message, end.ExitCode, item.Lost);
        }
        finally
        {
            _questions.Close(item);
        }
    }

    /// <summary>Ends its input, gives it a moment to end by itself, and then ends it with all that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        _program.CloseInput();
        await _reading.WaitAsync(Grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _program.Kill();
        await _errors.Reading.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _program.Dispose();
    }

    private async Task<Completion> WaitAsync(OpenQuestion item, CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = _options.Timeout - _questions.Silence(item);
            if (left <= TimeSpan.Zero)
            {
                _questions.End(new CommandEndedException(FormattableString.Invariant($"the command said nothing for {_options.Timeout.TotalSeconds:0.###} s and was ended{_errors.Tail()}"), null));
                _program.Kill();
            }
            try
            {
                return await item.Answer.Task.WaitAsync(left > TimeSpan.Zero ? left : Grace, _options.Time, cancellationToken).ConfigureAwait(false);
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
            var lines = new BoundedLines(_program.Output, LongestLine, divides: false);
            for (var number = 1L; await lines.ReadAsync().ConfigureAwait(false) is { } line; number++)
                if (!string.IsNullOrWhiteSpace(line)) Take(line, number);
            await _program.WaitForExitAsync().ConfigureAwait(false);
            await _errors.Reading.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _questions.End(new CommandEndedException($"the command ended with exit code {_program.ExitCode} and gave no answer{_errors.Tail()}", _program.ExitCode));
        }
        catch (Exception e)
        {
            _questions.End(e);
            _program.Kill();
        }
    }

    private void Take(string line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Strict);
            _questions.Take(json.RootElement, number);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new EngineException($"Line {number} of the command's output is no answer, since {e.Message.TrimEnd('.')}: '{Short(line)}'. Write one JSON object an item there, such as {{\"id\":\"q1\",\"score\":1}}, and everything else to standard error.", e);
        }
    }

    private static string Short(string line) => line.Length <= 120 ? line : $"{line[..120]}...";
}
