using System.Runtime.ExceptionServices;
using SparseEval.Evaluation;

namespace SparseEval.Cli;

/// <summary>Turns whatever goes wrong into one sentence on standard error and an exit code of the table; nobody sees a stack trace unasked.</summary>
internal static class ErrorBoundary
{
    public static async Task<int> RunAsync(Func<Task<int>> command, TextWriter error, string afterCancel)
    {
        try
        {
            try
            {
                return await command();
            }
            catch (AggregateException several) when (several.Flatten().InnerExceptions[0] is var first and (SparseEvalException or EngineException or OperationCanceledException))
            {
                // What one of several threads met.
                ExceptionDispatchInfo.Throw(first);
                throw;
            }
        }
        catch (OperationCanceledException)
        {
            return Say(error, afterCancel, ExitCode.Cancelled);
        }
        catch (SparseEvalException exception)
        {
            return Say(error, exception.Message, ExitCode.UsageError);
        }
        catch (EngineException exception)
        {
            return Say(error, exception.Message, exception.LacksCapability ? ExitCode.InvalidSample : ExitCode.RuntimeError);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Say(error, exception.Message, ExitCode.RuntimeError);
        }
        catch (Exception exception) when (Environment.GetEnvironmentVariable("SPARSEEVAL_DEBUG") != "1")
        {
            return Say(error, $"Unexpected error: {exception.GetType().Name}: {exception.Message} (set SPARSEEVAL_DEBUG=1 to see where)", ExitCode.RuntimeError);
        }
    }

    private static int Say(TextWriter error, string message, int code)
    {
        error.WriteLine($"sparseeval: {Output.PlainText.Line(message)}");
        return code;
    }
}
