namespace SparseEval;

/// <summary>Results that several models on the same scored items have in common, made at the first call; one of each type. For one thread.</summary>
internal sealed class SharedWork
{
    private readonly Dictionary<Type, object> _parts = [];

    public T Get<T>(Func<T> make) where T : class
    {
        if (_parts.TryGetValue(typeof(T), out var known)) return (T)known;
        var made = make();
        _parts[typeof(T)] = made;
        return made;
    }
}
