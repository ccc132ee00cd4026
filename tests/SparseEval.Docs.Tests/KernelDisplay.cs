using System.Collections;
using System.Reflection;

namespace SparseEval.Docs.Tests;

/// <summary>Asks a value for its rich forms as .NET Interactive's kernel does: by reflection and by names alone, with no reference to either side's types.</summary>
internal static class KernelDisplay
{
    /// <summary>Each MIME type with its text; nothing where the type has no formatter.</summary>
    public static IEnumerable<(string MimeType, string Text)> Of(object value)
    {
        var attribute = value.GetType().GetCustomAttributes(inherit: true).SingleOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        if (attribute is null) yield break;
        var source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        var preferred = (string[])attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute)!;
        var create = source.GetType().GetMethod("CreateTypeFormatters", BindingFlags.Instance | BindingFlags.Public)!;
        foreach (var formatter in (IEnumerable)create.Invoke(source, null)!)
        {
            var mime = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            Assert.Contains(mime, preferred);
            Assert.IsAssignableFrom(value.GetType(), value);
            Assert.True(((Type)formatter.GetType().GetProperty("Type")!.GetValue(formatter)!).IsInstanceOfType(value));
            var format = formatter.GetType().GetMethods().Single(m => m.Name == "Format");
            using var text = new StringWriter();
            Assert.True((bool)format.Invoke(formatter, [value, text])!);
            Assert.False((bool)format.Invoke(formatter, [new object(), TextWriter.Null])!);
            yield return (mime, text.ToString());
        }
    }
}
