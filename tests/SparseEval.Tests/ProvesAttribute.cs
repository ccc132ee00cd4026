namespace SparseEval.Tests;

/// <summary>Names the catalog members that a test proves, as their pages are named (<c>designs/pivotal</c>). <see cref="Contracts.ProofTests"/> asks for both kinds.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProvesAttribute(Proof proof, params string[] members) : Attribute
{
    public Proof Proof => proof;

    public IReadOnlyList<string> Members => members;
}
