using System.Globalization;
using System.Text;
using System.Xml;

namespace SparseEval.Cli.Output.Jobs;

/// <summary>JUnit XML as Jenkins, GitLab, Azure and GitHub actions read it: a suite a benchmark, a case a decision, figures as properties.</summary>
internal static class JobJUnit
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" };

    public static string Write(JobReport report)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", Clean($"sparseeval {report.Verb}"));
            Counts(xml, report.Cases);
            foreach (var suite in report.Cases.GroupBy(c => c.Suite, StringComparer.Ordinal)) Suite(xml, suite.Key, [.. suite]);
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Suite(XmlWriter xml, string name, IReadOnlyList<JobCase> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean(name));
        Counts(xml, cases);
        xml.WriteAttributeString("skipped", $"{cases.Count(c => c.Status == JobStatus.Skipped)}");
        foreach (var one in cases) Case(xml, one);
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<JobCase> cases)
    {
        xml.WriteAttributeString("tests", $"{cases.Count}");
        xml.WriteAttributeString("failures", $"{cases.Count(c => c.Status == JobStatus.Failed)}");
        xml.WriteAttributeString("errors", $"{cases.Count(c => c.Status == JobStatus.Error)}");
        xml.WriteAttributeString("time", Time(cases.Sum(c => c.Seconds ?? 0)));
    }

    private static void Case(XmlWriter xml, JobCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Clean(one.Name));
        xml.WriteAttributeString("classname", Clean($"sparseeval.{one.Suite}"));
        xml.WriteAttributeString("time", Time(one.Seconds ?? 0));
        xml.WriteStartElement("properties");
        foreach (var (name, text) in JobFigures.Of(one)) Property(xml, name, text);
        foreach (var (name, text) in one.Properties) Property(xml, name, text);
        xml.WriteEndElement();
        if (one.Status != JobStatus.Passed) Outcome(xml, one);
        xml.WriteElementString("system-out", Clean(string.Join('\n', one.Diagnostics.Select(d => $"{d.Code}: {d.Message}").Prepend(one.Sentence))));
        xml.WriteEndElement();
    }

    private static void Outcome(XmlWriter xml, JobCase one)
    {
        xml.WriteStartElement(one.Status switch { JobStatus.Failed => "failure", JobStatus.Error => "error", _ => "skipped" });
        xml.WriteAttributeString("message", Clean(one.Sentence));
        if (one.Status != JobStatus.Skipped) xml.WriteAttributeString("type", Clean(one.Verdict));
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("value", Clean(text));
        xml.WriteEndElement();
    }

    private static string Time(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML 1.0 has no place for control characters, whatever a model's name holds.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is < 32 and not (9 or 10 or 13) or 0xFFFE or 0xFFFF ? "?" : rune.ToString()));
}
