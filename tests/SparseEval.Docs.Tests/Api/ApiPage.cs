using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace SparseEval.Docs.Tests;

/// <summary>The public types and members of an assembly on one page of Markdown, a line a member, so that a change of the API is a change of lines.</summary>
internal static class ApiPage
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly, XmlDocs docs)
    {
        var name = assembly.GetName().Name!;
        var types = assembly.GetExportedTypes();
        var page = new StringBuilder($"# {name}\n\nEvery public type and member of the package `{name}`, written from the assembly and its XML documentation, which editors show in full. {types.Length} types; [other packages](README.md).\n");
        foreach (var space in types.GroupBy(t => t.Namespace!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## Namespace {space.Key}\n");
            foreach (var type in space.OrderBy(TypeName.Declared, StringComparer.Ordinal)) Append(page, type, docs);
        }
        return page.ToString();
    }

    private static void Append(StringBuilder page, Type type, XmlDocs docs)
    {
        var (about, members) = (docs.Of(type), Members(type).Where(m => m is not ConstructorInfo c || c.GetParameters().Length > 0 || docs.Of(c) is not null).ToList());
        var primary = members.OfType<ConstructorInfo>().FirstOrDefault(c => IsPrimary(type, c));
        page.Append($"\n### {TypeName.Declared(type).Replace("<", "&lt;", StringComparison.Ordinal)}\n\n`{Signature.Of(type)}`\n");
        if (XmlDocs.Text(about?.Element("summary")) is { Length: > 0 } summary) page.Append($"\n{summary}{(XmlDocs.FirstSentence(about?.Element("remarks")) is { Length: > 0 } remark ? $" {remark}" : "")}\n");
        if (members.Count > 0) page.Append('\n');
        foreach (var member in members) page.Append($"- `{Signature.Of(member)}`{(member == primary ? "" : About(member, docs.Of(member), type, about))}\n");
    }

    /// <summary>What is said of a member, in short.</summary>
    private static string About(MemberInfo member, XElement? about, Type type, XElement? owner)
    {
        if (about is null) return "";
        var text = new StringBuilder();
        void Say(string what, string said) => text.Append(said == "" ? "" : $" {what}{Ended(said)}");
        if (!(member is ConstructorInfo && type.IsClass && XmlDocs.Text(about.Element("summary")) == XmlDocs.Text(owner?.Element("summary")))) Say("", XmlDocs.FirstSentence(about.Element("summary")));
        foreach (var parameter in about.Elements("param")) Say($"`{parameter.Attribute("name")!.Value}`: ", XmlDocs.FirstSentence(parameter));
        Say("Returns: ", XmlDocs.FirstSentence(about.Element("returns")));
        foreach (var error in about.Elements("exception")) Say($"Throws `{error.Attribute("cref")!.Value.Split('.')[^1]}`: ", XmlDocs.FirstSentence(error));
        return text.ToString();
    }

    private static string Ended(string said) => said[^1] is '.' or '?' or '!' or ':' ? said : $"{said}.";

    /// <summary>Constructors, values of enums in their order, then by name; what the compiler makes for records and what overrides object's members is left out.</summary>
    private static IEnumerable<MemberInfo> Members(Type type)
    {
        if (type.BaseType == typeof(MulticastDelegate)) return [];
        if (type.IsEnum) return type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => Convert.ToInt64(f.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture));
        return type.GetMembers(Own).Where(IsShown).OrderBy(Rank).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(DocId.Of, StringComparer.Ordinal);
    }

    private static bool IsShown(MemberInfo member) => member switch
    {
        Type => false,
        MethodInfo method => !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) && method.GetBaseDefinition() == method
            && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !method.Name.Contains('<', StringComparison.Ordinal),
        ConstructorInfo constructor => constructor.GetCustomAttribute<CompilerGeneratedAttribute>() is null,
        PropertyInfo property => property.GetMethod?.GetBaseDefinition() is not { } getter || getter.DeclaringType == property.DeclaringType,
        _ => true,
    };

    private static int Rank(MemberInfo member) => member switch { ConstructorInfo => 0, FieldInfo => 1, PropertyInfo => 2, EventInfo => 3, _ => 4 };

    /// <summary>The one whose parameters are the record's properties, which speak for themselves.</summary>
    private static bool IsPrimary(Type type, ConstructorInfo constructor) => Signature.IsRecord(type) && constructor.GetParameters() is { Length: > 0 } parameters
        && parameters.All(p => p.Name is { } name && type.GetProperty(name) is { } property && property.PropertyType == p.ParameterType);
}
