namespace SparseEval.Cli.Doctor;

/// <summary>How something that the program may need stands.</summary>
internal enum FindingState
{
    /// <summary>There, and works.</summary>
    Found,

    /// <summary>Not there, and only a part of the program misses it.</summary>
    Optional,

    /// <summary>Not there or broken, and ordinary runs need it.</summary>
    Missing,
}

/// <summary>One line of the doctor.</summary>
/// <param name="Name">What was looked for.</param>
/// <param name="State">How it stands.</param>
/// <param name="Detail">What was found: version, place, or what is wrong.</param>
/// <param name="Fix">What to do where it is not there; empty where nothing is to be done.</param>
internal sealed record Finding(string Name, FindingState State, string Detail, string Fix = "");
