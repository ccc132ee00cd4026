using System.Text.Json;
using System.Xml;
using System.Xml.Schema;
using SparseEval.Cli.Output.Jobs;

namespace SparseEval.Cli.Tests;

/// <summary>The forms in which CI systems take results.</summary>
public sealed class JobOutputTests : IDisposable
{
    /// <summary>What Jenkins, GitLab and Azure DevOps agree on: elements in this order, these attributes.</summary>
    private const string JUnit = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="testsuites"><xs:complexType><xs:sequence><xs:element ref="testsuite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:attribute name="name" type="xs:string"/><xs:attribute name="tests" type="xs:nonNegativeInteger"/><xs:attribute name="failures" type="xs:nonNegativeInteger"/><xs:attribute name="errors" type="xs:nonNegativeInteger"/><xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
          <xs:element name="testsuite"><xs:complexType><xs:sequence><xs:element ref="properties" minOccurs="0"/><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/><xs:attribute name="failures" type="xs:nonNegativeInteger"/><xs:attribute name="errors" type="xs:nonNegativeInteger"/><xs:attribute name="skipped" type="xs:nonNegativeInteger"/><xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
          <xs:element name="testcase"><xs:complexType><xs:sequence><xs:element ref="properties" minOccurs="0"/><xs:choice minOccurs="0"><xs:element ref="skipped"/><xs:element ref="error"/><xs:element ref="failure"/></xs:choice><xs:element name="system-out" type="xs:string" minOccurs="0"/></xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="classname" type="xs:string"/><xs:attribute name="time" type="xs:decimal"/></xs:complexType></xs:element>
          <xs:element name="properties"><xs:complexType><xs:sequence><xs:element name="property" maxOccurs="unbounded"><xs:complexType><xs:attribute name="name" type="xs:string" use="required"/><xs:attribute name="value" type="xs:string" use="required"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>
          <xs:element name="skipped"><xs:complexType><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>
          <xs:element name="failure"><xs:complexType><xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/></xs:complexType></xs:element>
          <xs:element name="error"><xs:complexType><xs:attribute name="message" type="xs:string"/><xs:attribute name="type" type="xs:string" use="required"/></xs:complexType></xs:element>
        </xs:schema>
        """;

    private readonly CommandLine _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Two of 80 items fail: text, record, Markdown, CSV and JUnit XML all say 78, and none counts the two as saved.</summary>
    [Fact]
    public async Task Items_that_failed_are_counted_alike_in_every_form()
    {
        var script = _cli.Write("fails.py", """
            import json, sys
            for line in sys.stdin:
                item = json.loads(line)
                print(json.dumps({"id": item["id"], "error": "no"} if item["id"] in ("i3", "i7") else {"id": item["id"], "score": 1}), flush=True)
            """);
        var items = _cli.Write("items.jsonl", string.Concat(Enumerable.Range(0, 80).Select(i => $"{{\"id\":\"i{i}\",\"prompt\":\"q\",\"answer\":\"x\"}}\n")));
        string Place(string ending) => Path.Combine(_cli.Folder.FullName, $"failed{ending}");
        var ran = await _cli.RunAsync("run", "--command", $"python3 '{script}'", "--model", "m", "--benchmark", items, "--history", "none", "--limit", "all", "-o", Place(".json"), "-o", Place(".md"), "-o", Place(".csv"), "-o", Place(".junit.xml"));
        Assert.Equal(0, ran.Code);
        Assert.Contains("78 of 80", ran.Output, StringComparison.Ordinal);
        Assert.Equal(78, JsonDocument.Parse(File.ReadAllText(Place(".json"))).RootElement.GetProperty("estimate").GetProperty("n").GetInt32());
        Assert.Contains("| 78 of 80 | 0 |", File.ReadAllText(Place(".md")), StringComparison.Ordinal);
        Assert.Contains(",78,80,2,0,", File.ReadAllText(Place(".csv")), StringComparison.Ordinal);
        Assert.Contains("name=\"items_unscored\" value=\"2\"", File.ReadAllText(Place(".junit.xml")), StringComparison.Ordinal);
        var gate = await _cli.RunAsync("gate", "--record", Place(".json"), "--threshold", "0.5", "-o", Place(".md"));
        Assert.Equal(0, gate.Code);
        Assert.Contains("| 78 of 80 | 0 |", File.ReadAllText(Place(".md")), StringComparison.Ordinal);
    }

    [Theory, InlineData("run"), InlineData("gate"), InlineData("compare")]
    public async Task A_result_is_written_in_every_form_by_the_files_ending(string verb)
    {
        string Place(string ending) => Path.Combine(_cli.Folder.FullName, $"out{ending}");
        string[] outputs = [".junit.xml", ".json", ".jsonl", ".csv", ".md", ".prom"];
        var record = Place("-record.json");
        await BundledRuns.CopyAsync("pocket-strong", "100", record);
        string[] flags = verb switch { "run" => ["--limit", "100"], "gate" => ["--record", record, "--threshold", "0.5"], _ => [record, _cli.Write("other.json", File.ReadAllText(record))] };
        var ran = await _cli.RunAsync([verb, .. flags, .. outputs.SelectMany(ending => new[] { "-o", Place(ending) })]);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Empty(Problems(File.ReadAllText(Place(".junit.xml"))));
        Assert.Equal($"sparseeval.{verb}/1", JsonDocument.Parse(File.ReadAllText(Place(".json"))).RootElement.GetProperty("schema").GetString());
        var line = Assert.Single(File.ReadAllLines(Place(".jsonl")));
        Assert.Equal(verb, JsonDocument.Parse(line).RootElement.GetProperty("verb").GetString());
        var rows = File.ReadAllLines(Place(".csv"));
        Assert.Equal((2, "suite,name,status,verdict,value,lower,upper"), (rows.Length, rows[0][..43]));
        Assert.Contains("```mermaid\nxychart-beta", File.ReadAllText(Place(".md")), StringComparison.Ordinal);
        var metrics = File.ReadAllLines(Place(".prom"));
        Assert.Equal("# EOF", metrics[^1]);
        Assert.All(metrics[..^1], metric => Assert.Matches("^(# TYPE sparseeval_[a-z_]+ gauge|sparseeval_[a-z_]+\\{verb=\"[a-z]+\",suite=\"[^\"]*\",name=\"[^\"]*\"\\} -?[0-9.eE+-]+)$", metric));
    }

    [Fact]
    public void Names_that_would_break_a_form_do_not()
    {
        var report = Report(Enumerable.Range(0, 3).Select(i => Case(i, "a|b <script>\"\\\n\u0001 ünï", JobStatus.Failed)));
        Assert.Empty(Problems(JobJUnit.Write(report)));
        Assert.DoesNotContain("<script>", JobMarkdown.Write(report), StringComparison.Ordinal);
        Assert.All(JobMarkdown.Write(report).Split('\n').Where(l => l.StartsWith("| ❌", StringComparison.Ordinal)), row => Assert.Equal(10, row.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
        Assert.Equal(3, JobMetrics.Write(report).Split('\n').Count(l => l.StartsWith("sparseeval_value{", StringComparison.Ordinal)));
        Assert.Equal(3, JobLines.Write(report).TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l)).Count());
    }

    [Fact]
    public void A_page_stays_within_what_GitHub_takes()
    {
        var text = JobMarkdown.Write(Report(Enumerable.Range(0, 20_000).Select(i => Case(i, "benchmark", JobStatus.Passed))));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 500_000, 1024 * 1024);
        Assert.Contains("more rows do not fit this page", text, StringComparison.Ordinal);
        Assert.InRange(text[text.IndexOf("```mermaid", StringComparison.Ordinal)..].Length, 100, 5000);
    }

    [Fact]
    public void What_is_unknown_is_empty_and_never_zero()
    {
        var report = Report([Case(0, "x", JobStatus.Error) with { Value = null, Interval = null }]);
        Assert.StartsWith("x,case 0,error,GO,,,,,,10,", JobCsv.Write(report).Split('\n')[1], StringComparison.Ordinal);
        Assert.DoesNotContain("sparseeval_value", JobMetrics.Write(report), StringComparison.Ordinal);
        Assert.DoesNotContain("mermaid", JobMarkdown.Write(report), StringComparison.Ordinal);
        Assert.Empty(Problems(JobJUnit.Write(report)));
    }

    [Fact]
    public async Task The_jobs_page_is_appended_to()
    {
        var (record, page) = (Path.Combine(_cli.Folder.FullName, "r.json"), _cli.Write("page.md", "before\n"));
        await BundledRuns.CopyAsync("pocket-strong", "100", record);
        using var gate = _cli.StartWith(("GITHUB_STEP_SUMMARY", page), "gate", "--record", record, "--threshold", "0.5", "--github-summary");
        await gate.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, gate.ExitCode);
        Assert.StartsWith("before\n### Gate: GO\n", File.ReadAllText(page), StringComparison.Ordinal);
        using var outside = _cli.StartWith(("GITHUB_STEP_SUMMARY", ""), "gate", "--record", record, "--threshold", "0.5", "--github-summary");
        Assert.Contains("GITHUB_STEP_SUMMARY names", await outside.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await outside.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, outside.ExitCode);
    }

    private static JobReport Report(IEnumerable<JobCase> cases) => new("gate", "Gate", "All done.", [.. cases], new System.Text.Json.Nodes.JsonObject());

    private static JobCase Case(int number, string suite, JobStatus status) => new()
    {
        Suite = suite,
        Name = $"case {number}",
        Status = status,
        Verdict = "GO",
        Sentence = "It went so.",
        Value = 0.5,
        Interval = new(0.4, 0.6, 0.95, "test"),
        Items = 10,
        Population = 100,
    };

    private static List<string> Problems(string xml)
    {
        var problems = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, XmlReader.Create(new StringReader(JUnit)));
        settings.ValidationEventHandler += (_, problem) => problems.Add(problem.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read()) { }
        return problems;
    }
}
