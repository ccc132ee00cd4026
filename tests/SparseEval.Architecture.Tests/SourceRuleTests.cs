using System.Text.RegularExpressions;

namespace SparseEval.Architecture.Tests;

public class SourceRuleTests
{
    [Theory]
    [InlineData(@"\bRandom\.Shared\b")]
    [InlineData(@"\bnew Random\(\)")]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b")]
    [InlineData(@"\bStopwatch\b")]
    [InlineData(@"\bConsole\.")]
    [InlineData(@"\bFile\.(Read|Write|Open|Exists|Create)")]
    [InlineData(@"\basync\b")]
    public void The_core_source_never_says(string pattern)
    {
        var found = from file in Sources("src/SparseEval")
                    from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
                    where Regex.IsMatch(line.Text, pattern) && !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    select $"{Path.GetFileName(file)}:{line.Number}: {line.Text.Trim()}";
        Assert.Empty(found);
    }

    [Fact]
    public void Ambient_randomness_is_used_nowhere()
    {
        var found = Sources("src").Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bRandom\.Shared\b|\bnew Random\(\)"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_type_name_says_manager_helper_or_utils()
    {
        var named = House.Assemblies.Values.SelectMany(House.Types).Select(type => type.Name)
            .Where(name => Regex.IsMatch(name, "(Manager|Helper|Utils?)$"));
        Assert.Empty(named);
    }

    [Fact]
    public void Source_files_stay_readable()
    {
        var tooLong = Sources("src").Where(file => File.ReadLines(file).Count() > 300).Select(Path.GetFileName);
        Assert.Empty(tooLong);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
