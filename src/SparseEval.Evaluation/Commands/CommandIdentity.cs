using System.Security.Cryptography;
using System.Text;

namespace SparseEval.Evaluation;

/// <summary>A program is its command and what the files say that the command names; its items are the benchmark's.</summary>
internal static class CommandIdentity
{
    public static string Hash(CommandEngineOptions options, Benchmark benchmark)
    {
        var identity = new StringBuilder().AppendJoin('\n', options.Command, options.Revision, options.Model, benchmark.Fingerprint);
        foreach (var word in options.Command.Split([' ', '\t', '"', '\'', '=', ';', '|', '<', '>'], StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.GetFullPath(word, Path.GetFullPath(options.WorkingFolder ?? "."));
            if (!File.Exists(path)) continue;
            using var file = File.OpenRead(path);
            identity.Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(file)));
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity.ToString())));
    }
}
