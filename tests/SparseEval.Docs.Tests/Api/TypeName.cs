using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseEval.Docs.Tests;

/// <summary>Types as C# writes them, with nullability and names of tuples.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(PropertyInfo property) => Of(property.PropertyType, new NullabilityInfoContext().Create(property), Names(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, new NullabilityInfoContext().Create(field), Names(field));

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), Names(parameter));

    /// <summary>Without nullability of references.</summary>
    public static string Of(Type type) => Of(type, null, new([]));

    /// <summary>Its own name, with its type parameters and without its namespace.</summary>
    public static string Declared(Type type) => Bare(type) + (type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>" : "");

    private static Queue<string?> Names(ICustomAttributeProvider provider) =>
        new(provider.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>().FirstOrDefault()?.TransformNames ?? []);

    private static string Of(Type type, NullabilityInfo? state, Queue<string?> names)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, state?.ElementType ?? state, names);
        if (Nullable.GetUnderlyingType(type) is { } value) return $"{Of(value, state?.GenericTypeArguments.FirstOrDefault(), names)}?";
        var mark = !type.IsValueType && state?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray) return $"{Of(type.GetElementType()!, state?.ElementType, names)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        if (!type.IsGenericType) return (type.IsGenericParameter ? type.Name : Bare(type)) + mark;
        var inner = type.GetGenericArguments();
        NullabilityInfo? State(int i) => state is { } known && i < known.GenericTypeArguments.Length ? known.GenericTypeArguments[i] : null;
        if (!type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) ?? true)
            return $"{Bare(type)}<{string.Join(", ", inner.Select((t, i) => Of(t, State(i), names)))}>{mark}";
        var own = inner.Select(_ => names.TryDequeue(out var name) ? name : null).ToArray();
        return $"({string.Join(", ", inner.Select((t, i) => $"{Of(t, State(i), names)}{(own[i] is { } name ? $" {name}" : "")}"))})";
    }

    private static string Bare(Type type)
    {
        var name = type.Name.IndexOf('`', StringComparison.Ordinal) is >= 0 and var at ? type.Name[..at] : type.Name;
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Bare(type.DeclaringType!)}.{name}" : name;
    }
}
