using System.Diagnostics;
using System.Text.Json;
using SparseEval.TestKit;

namespace SparseEval.Evaluation.Tests;

/// <summary>The reference implementation of gRPC (Debian's python3-grpcio) serving the KServe protocol; it ends when its input does.</summary>
internal sealed class PythonGrpcServer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PythonGrpcServer(Process process, int port) => (_process, Address) = (process, new($"http://127.0.0.1:{port}"));

    public Uri Address { get; }

    /// <summary>Why it cannot run here, or null.</summary>
    public static string? Obstacle { get; } = Try();

    public static async Task<PythonGrpcServer> StartAsync(RunFixture fixture, string mode)
    {
        var answers = Path.Combine(fixture.Folder, "answers.json");
        await File.WriteAllTextAsync(answers, JsonSerializer.Serialize(fixture.Benchmark.Items.Select(item =>
        {
            var right = fixture.Scores[item.Id] == 1;
            var best = item.IsMultipleChoice ? " " + item.Options[right ? item.AnswerIndex : (item.AnswerIndex + 1) % item.Options.Count] : "";
            return new { prompt = item.Prompt, best, text = right ? item.Answer : $"not {item.Answer}" };
        })), fixture.Token);
        var process = Start(Path.Combine(RepositoryRoot.Folder, "tests", "SparseEval.Evaluation.Tests", "kserve_server.py"), answers, mode);
        return new(process, int.Parse((await process.StandardOutput.ReadLineAsync(fixture.Token))!));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!await Task.Run(() => _process.WaitForExit(5000))) _process.Kill();
        _process.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = arguments[0] == "-c" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string? Try()
    {
        if (!File.Exists(Python)) return $"there is no {Python}";
        using var process = Start("-c", "import grpc, google.protobuf");
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "Debian's python3-grpcio and python3-protobuf are not installed";
    }
}
