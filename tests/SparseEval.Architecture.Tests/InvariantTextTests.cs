using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace SparseEval.Architecture.Tests;

/// <summary>
/// Texts of the libraries read alike in every culture: no interpolated string with a fraction in it is put together by the culture of the thread. Read from the compiled methods. Seen to fail
/// with a plain <c>$"{0.5}"</c> in the core.
/// </summary>
public class InvariantTextTests
{
    private static readonly OpCode[] Codes = [.. typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => (OpCode)field.GetValue(null)!)];
    private static readonly Dictionary<int, OpCode> ByValue = Codes.ToDictionary(code => (int)(ushort)code.Value);

    public static TheoryData<string> Libraries => [.. House.Assemblies.Keys.Where(name => name != "SparseEval.Cli")];

    [Theory, MemberData(nameof(Libraries))]
    public void No_text_depends_on_the_culture(string library) =>
        Assert.Empty(House.Assemblies[library].GetTypes().Where(type => type != typeof(InvariantText)).SelectMany(Methods).Where(DependsOnCulture).Select(method => $"{method.DeclaringType}.{method.Name}").Distinct().Order());

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));
    }

    private static bool DependsOnCulture(MethodBase method)
    {
        var calls = Calls(method).ToList();
        return calls.Any(call => call is ConstructorInfo && call.DeclaringType == typeof(DefaultInterpolatedStringHandler) && call.GetParameters().Length == 2)
            && calls.Any(call => call is MethodInfo { IsGenericMethod: true, Name: "AppendFormatted" } hole && call.DeclaringType == typeof(DefaultInterpolatedStringHandler) && IsFraction(hole.GetGenericArguments()[0]));
    }

    private static bool IsFraction(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(double) || plain == typeof(float) || plain == typeof(decimal));

    /// <summary>What a method calls, by a walk over its instructions.</summary>
    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            var operation = ByValue[value];
            at += operation.Size;
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
