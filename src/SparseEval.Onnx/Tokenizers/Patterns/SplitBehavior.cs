using System.Runtime.InteropServices;

namespace SparseEval.Onnx;

/// <summary>What becomes of the matches of a splitter's pattern.</summary>
internal enum SplitBehavior
{
    /// <summary>A match is a piece of its own.</summary>
    Isolated,

    /// <summary>Matches are left out.</summary>
    Removed,

    /// <summary>A match belongs to what stands before it.</summary>
    MergedWithPrevious,

    /// <summary>A match belongs to what follows it.</summary>
    MergedWithNext,

    /// <summary>Neighbouring matches are one piece.</summary>
    Contiguous,
}

/// <summary>Cuts pieces at matches.</summary>
internal static class Splitting
{
    /// <summary>Cuts every piece of a source; inverted, the matches are what lies between the pattern's.</summary>
    public static void Split(Pieces source, Pieces target, TextPattern pattern, SplitBehavior behavior, bool invert = false)
    {
        for (var i = 0; i < source.Count; i++)
        {
            target.Matches.Clear();
            pattern.Find(source[i], target.Matches);
            if (invert) foreach (ref var match in CollectionsMarshal.AsSpan(target.Matches)) match.Found = !match.Found;
            if (behavior == SplitBehavior.MergedWithNext) MergeWithNext(source[i], source.IsFirst(i), target);
            else Cut(source[i], source.IsFirst(i), target, behavior);
        }
    }

    private static void Cut(ReadOnlySpan<char> text, bool first, Pieces target, SplitBehavior behavior)
    {
        var (start, end, before) = (0, 0, false);
        foreach (var match in target.Matches)
        {
            var joins = behavior switch
            {
                SplitBehavior.Contiguous => match.Found == before,
                SplitBehavior.MergedWithPrevious => match.Found && !before,
                _ => false,
            };
            before = match.Found;
            if (!joins)
            {
                target.Add(text[start..end], first && start == 0);
                start = match.Start;
            }
            end = match.End;
            if (behavior == SplitBehavior.Removed && match.Found) start = end;
        }
        target.Add(text[start..end], first && start == 0);
    }

    private static void MergeWithNext(ReadOnlySpan<char> text, bool first, Pieces target)
    {
        var matches = target.Matches;
        for (var i = 0; i < matches.Count; i++)
        {
            // From the back, a match joins its neighbour unless that is a match, too.
            var joins = matches[i].Found && i + 1 < matches.Count && !matches[i + 1].Found;
            target.Add(text[matches[i].Start..matches[joins ? i + 1 : i].End], first && matches[i].Start == 0);
            if (joins) i++;
        }
    }
}
