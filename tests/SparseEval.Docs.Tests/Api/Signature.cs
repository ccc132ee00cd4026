using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseEval.Docs.Tests;

/// <summary>Types and members as C# declares them.</summary>
internal static class Signature
{
    public static string Of(Type type)
    {
        if (type.BaseType == typeof(MulticastDelegate)) return $"delegate {Method(type.GetMethod("Invoke")!, TypeName.Declared(type))}";
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : (IsRecord(type), type.IsValueType) switch { (true, true) => "record struct", (true, false) => "record", (_, true) => "struct", _ => "class" };
        var how = type.IsEnum || type.IsInterface || type.IsValueType ? "" : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var bases = new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum)).Concat(Direct(type)).Select(b => TypeName.Of(b!)).ToList();
        return $"{how}{(type.IsValueType && type.GetCustomAttribute<IsReadOnlyAttribute>() is not null ? "readonly " : "")}{kind} {TypeName.Declared(type)}{(bases.Count > 0 && !type.IsEnum ? $" : {string.Join(", ", bases)}" : "")}";
    }

    public static string Of(MemberInfo member) => member switch
    {
        FieldInfo { DeclaringType.IsEnum: true } value => $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Of(field)} {field.Name}{(field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "")}",
        EventInfo happening => $"event {TypeName.Of(happening.EventHandlerType!)} {happening.Name}",
        PropertyInfo property => Property(property),
        ConstructorInfo constructor => $"{TypeName.Declared(constructor.DeclaringType!)}({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "")}{Method(method, method.Name)}",
        _ => member.Name,
    };

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance)?.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static IEnumerable<Type> Direct(Type type)
    {
        var all = type.GetInterfaces().Where(i => i.IsPublic && !(i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEquatable<>) && IsRecord(type))).ToList();
        var inherited = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        return all.Where(i => !inherited.Contains(i)).OrderBy(i => i.Name, StringComparer.Ordinal);
    }

    private static string Property(PropertyInfo property)
    {
        var get = property.GetMethod is { IsPublic: true } ? "get; " : "";
        var set = property.SetMethod is { IsPublic: true } setter ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; " : "";
        var name = property.GetIndexParameters() is { Length: > 0 } indices ? $"this[{string.Join(", ", indices.Select(Parameter))}]" : property.Name;
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        return $"{(property.GetAccessors()[0].IsStatic ? "static " : "")}{required}{TypeName.Of(property)} {name} {{ {get}{set}}}";
    }

    private static string Method(MethodInfo method, string name) =>
        $"{TypeName.Of(method.ReturnParameter)} {name.Replace("op_", "operator ", StringComparison.Ordinal)}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "")}({Parameters(method)})";

    private static string Parameters(MethodBase method) =>
        (method.GetCustomAttribute<ExtensionAttribute>() is null ? "" : "this ") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var how = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var byDefault = !parameter.HasDefaultValue ? "" : parameter.RawDefaultValue is null ? parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? " = default" : " = null"
            : parameter.ParameterType.IsEnum ? $" = {TypeName.Of(parameter.ParameterType)}.{Enum.ToObject(parameter.ParameterType, parameter.RawDefaultValue)}" : $" = {Literal(parameter.RawDefaultValue)}";
        return $"{how}{TypeName.Of(parameter)} {parameter.Name}{byDefault}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
