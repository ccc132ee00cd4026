using System.Diagnostics;

namespace SparseEval.Evaluation;

/// <summary>A program as the operating system runs it: lines into its input, its two outputs, and its end with all that it started.</summary>
internal sealed class RunningProgram(Process process) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream Errors => process.StandardError.BaseStream;

    /// <summary>Once it has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Writes a line; where it reads no more that is told by whoever reads how it ended, and an answer may still come.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="isLast">True ends the input after it.</param>
    /// <param name="cancellationToken">Stops waiting for other lines.</param>
    public async Task WriteAsync(string line, bool isLast, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await process.StandardInput.WriteAsync($"{line}\n".AsMemory(), cancellationToken).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (isLast) process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
        finally
        {
            _writing.Release();
        }
    }

    public void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    public Task WaitForExitAsync() => process.WaitForExitAsync();

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    /// <remarks>A process closes no pipe that somebody has read from.</remarks>
    public void Dispose()
    {
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
        process.Dispose();
    }
}
