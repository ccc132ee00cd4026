using System.Reflection;
using System.Runtime.CompilerServices;

namespace SparseEval.Architecture.Tests;

public class TypeRuleTests
{
    public static TheoryData<string> Projects => ReferenceTests.Projects;

    [Theory, MemberData(nameof(Projects))]
    public void Classes_are_sealed_static_or_abstract(string project) =>
        Assert.Empty(House.Types(House.Assemblies[project]).Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.FullName));

    [Fact]
    public void The_command_line_has_no_public_types() =>
        Assert.Empty(House.Types(House.Assemblies["SparseEval.Cli"]).Where(type => type.IsPublic).Select(type => type.FullName));

    [Fact]
    public void Members_of_catalogs_are_internal()
    {
        string[] suffixes = ["Design", "Allocation", "Estimator", "Interval", "Engine", "Scorer"];
        var exposed = House.Assemblies.Values.SelectMany(House.Types)
            .Where(type => type is { IsPublic: true, IsClass: true } && suffixes.Any(suffix => type.GetInterfaces().Any(contract => contract.Name.EndsWith(suffix, StringComparison.Ordinal))));
        Assert.Empty(exposed.Select(type => type.FullName));
    }

    [Theory, MemberData(nameof(Projects))]
    public void No_public_property_can_be_set_after_construction(string project)
    {
        var settable = from type in House.Types(House.Assemblies[project])
                       where type.IsPublic
                       from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                       where property.SetMethod is { IsPublic: true } setter && !IsInitOnly(setter)
                       select $"{type.Name}.{property.Name}";
        Assert.Empty(settable);
    }

    [Fact]
    public void The_core_holds_no_mutable_static_state()
    {
        var mutable = from type in House.Types(House.Core)
                      from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                      where !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal)
                      select $"{type.Name}.{field.Name}";
        Assert.Empty(mutable);
    }

    // Seen failing with an engine that carried prices, without ContentOf: a priced graph took the cached answer of another image.
    [Fact]
    public void Engines_that_wrap_engines_hand_on_what_the_contract_has_a_default_for()
    {
        var contract = House.Assemblies["SparseEval.Evaluation"].GetType("SparseEval.Evaluation.IInferenceEngine")!;
        var wrapping = House.Assemblies.Values.SelectMany(House.Types).Where(type => type.IsClass && contract.IsAssignableFrom(type)
            && type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(field => field.FieldType == contract)).ToList();
        Assert.InRange(wrapping.Count, 3, 100);
        Assert.Empty(from type in wrapping
                     let map = type.GetInterfaceMap(contract)
                     from member in map.TargetMethods
                     where member.DeclaringType == contract
                     select $"{type.Name}: {member.Name}");
    }

    private static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
