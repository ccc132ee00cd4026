using System.CommandLine;
using SparseEval.Cli;
using SparseEval.Cli.Commands;

return await CommandLineProgram.RunAsync(args, Console.Out, Console.Error);
