using System.ComponentModel;

namespace Kubeadm.Engine.Ports.Node.Local;

/// <summary>The errors of programs that do not run, or do not run to their end.</summary>
internal static class ProgramErrors
{
    private const string ProgramFailed = "ProgramFailed";

    public static KubeadmException NotFound(string program) =>
        new(ProgramFailed, $"cannot start {program}: it is in none of the absolute folders of the search path")
        {
            Kind = KubeadmErrorKind.NotFound,
            Target = program,
            Remedy = $"Install {program} and make sure it is on the search path.",
        };

    public static KubeadmException CannotStart(string path, Win32Exception error) => new(ProgramFailed, $"cannot start {path}: {error.Message}", error)
    {
        Target = path,
        Remedy = $"See whether {path} can be run by hand.",
    };

    public static KubeadmException TooMuchOutput(string program) =>
        new(ProgramFailed, $"{program} says more than {ProcessLimits.MaximumOutput} bytes and was killed") { Target = program };

    public static KubeadmException TimedOut(string program, IReadOnlyList<string> arguments, TimeSpan timeout) => new(
        "ProgramTimedOut", $"\"{string.Join(' ', [program, .. arguments])}\" did not end within {timeout.TotalSeconds:0} seconds and was killed")
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = program,
        Remedy = $"Run {program} by hand to see what it waits for.",
    };
}
