using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SparseEval.Docs.Tests;

/// <summary>An assembly's XML documentation, as Markdown.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    public XmlDocs(params IEnumerable<Assembly> assemblies)
    {
        foreach (var member in assemblies.SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))) _members[member.Attribute("name")!.Value] = member;
    }

    /// <summary>The element, with what it inherits in the place of inheritdoc; null where nothing is said.</summary>
    public XElement? Of(MemberInfo member)
    {
        if (_members.GetValueOrDefault(DocId.Of(member)) is not { } own) return null;
        if (own.Element("inheritdoc") is not { } inherited) return own;
        return inherited.Attribute("cref") is { } named ? _members.GetValueOrDefault(named.Value) : Bases(member).Select(Of).FirstOrDefault(found => found is not null);
    }

    /// <summary>An element's text in one line.</summary>
    public static string Text(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Node)), " ").Trim();

    /// <summary>Up to the first full stop before a blank and a capital, a digit or code.</summary>
    public static string FirstSentence(XElement? element)
    {
        var text = Text(element);
        return SentenceEnd().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;
    }

    private static string Node(XNode node) => node switch
    {
        XText text => text.Value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal),
        XElement { Name.LocalName: "see" or "seealso" } see when see.Attribute("cref") is { } cref => $"`{Short(cref.Value)}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see when see.Attribute("href") is { } link => see.Value == "" ? $"<{link.Value}>" : $"[{see.Value}]({link.Value})",
        XElement { Name.LocalName: "paramref" or "typeparamref" } named => $"`{named.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "c" or "code" } code => $"`{Spaces().Replace(code.Value, " ").Trim()}`",
        XElement other => $" {Text(other)} ",
        _ => "",
    };

    private static IEnumerable<MemberInfo> Bases(MemberInfo member)
    {
        const BindingFlags every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        if (member is Type self) return [.. self.BaseType is null ? [] : new[] { self.BaseType }, .. self.GetInterfaces()];
        var type = member.DeclaringType!;
        var bases = type.GetInterfaces().AsEnumerable();
        for (var at = type.BaseType; at is not null; at = at.BaseType) bases = bases.Prepend(at);
        return bases.Where(b => b.Namespace?.StartsWith("SparseEval", StringComparison.Ordinal) == true).SelectMany(b => b.GetMember(member.Name, every)).Where(m => m.MemberType == member.MemberType);
    }

    private static string Short(string cref)
    {
        var name = cref[(cref.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (name.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open) name = name[..open];
        var parts = name.Split('.');
        // A member alone would not say whose it is.
        return Arity().Replace(string.Join('.', cref[0] == 'T' ? parts[^1..] : parts[^Math.Min(2, parts.Length)..]), "").Replace(".#ctor", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<!\b(e\.g|i\.e|eq|et al|vol|pp))\.(?= [A-Z0-9`])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}
