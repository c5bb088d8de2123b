namespace Kubeadm;

/// <summary>An error that a person can act on. Its <see cref="ErrorId"/> is stable from release to release.</summary>
public class KubeadmException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="errorId">A stable identifier, for example <c>InvalidConfiguration</c>.</param>
    /// <param name="message">What went wrong: the field or thing, its value and the cause. Never a secret.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public KubeadmException(string errorId, string message, Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
    }

    /// <summary>A stable identifier of the kind of error, for example <c>PreflightFailed</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What a person can do about it, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The object at fault (a path, a document, a check), or null.</summary>
    public object? Target { get; init; }

    /// <summary>The nature of the error.</summary>
    public KubeadmErrorKind Kind { get; init; } = KubeadmErrorKind.OperationFailed;

    /// <summary>Whether what is wrong could have become right by itself until it was waited for no longer: with more time it might.</summary>
    internal bool WasWaitedFor { get; init; }

    /// <summary>The remedy, followed by what a front door has to say of such errors in words of its own; empty when nothing is known.</summary>
    /// <param name="words">The front door's words, by error identifier. <c>{names}</c> in them stands for the names in <see cref="Target"/>.</param>
    /// <param name="nameOf">The front door's name of what a request calls by another.</param>
    public string RemedyIn(IReadOnlyDictionary<string, string> words, Func<string, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(nameOf);
        var names = string.Join(", ", (Target as IEnumerable<string> ?? []).Select(nameOf));
        return string.Join(' ', new[] { Remedy, words.GetValueOrDefault(ErrorId)?.Replace("{names}", names, StringComparison.Ordinal) }.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>The same error in other words; this one is its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="wasWaitedFor">See <see cref="WasWaitedFor"/>.</param>
    internal KubeadmException Reworded(string message, bool wasWaitedFor = false) =>
        new(ErrorId, message, this) { Kind = Kind, Target = Target, Remedy = Remedy, WasWaitedFor = wasWaitedFor };
}
