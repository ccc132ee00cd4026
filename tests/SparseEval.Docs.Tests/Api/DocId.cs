using System.Reflection;

namespace SparseEval.Docs.Tests;

/// <summary>Names of types and members as the compiler writes them into XML documentation.</summary>
internal static class DocId
{
    public static string Of(Type type) => $"T:{Name(type)}";

    public static string Of(MemberInfo member) => member switch
    {
        Type type => Of(type),
        FieldInfo field => $"F:{Owner(field)}.{field.Name}",
        EventInfo happening => $"E:{Owner(happening)}.{happening.Name}",
        PropertyInfo property => $"P:{Owner(property)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        ConstructorInfo constructor => $"M:{Owner(constructor)}.#ctor{Parameters(constructor.GetParameters())}",
        MethodInfo method => $"M:{Owner(method)}.{method.Name}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}{Parameters(method.GetParameters())}{Conversion(method)}",
        _ => throw new ArgumentException($"No documentation is known of a {member.MemberType}.", nameof(member)),
    };

    private static string Owner(MemberInfo member) => Name(member.DeclaringType!);

    private static string Conversion(MethodInfo method) => method.Name is "op_Implicit" or "op_Explicit" ? $"~{Reference(method.ReturnType)}" : "";

    private static string Name(Type type) => (type.FullName ?? $"{type.Namespace}.{type.Name}").Replace('+', '.');

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(p => Reference(p.ParameterType)))})";

    private static string Reference(Type type)
    {
        if (type.IsByRef) return $"{Reference(type.GetElementType()!)}@";
        if (type.IsArray) return $"{Reference(type.GetElementType()!)}[{(type.GetArrayRank() == 1 ? "" : string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank())))}]";
        if (type.IsGenericParameter) return $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}";
        if (!type.IsGenericType) return Name(type);
        var open = Name(type.GetGenericTypeDefinition());
        return $"{open[..open.LastIndexOf('`')]}{{{string.Join(',', type.GetGenericArguments().Select(Reference))}}}";
    }
}
