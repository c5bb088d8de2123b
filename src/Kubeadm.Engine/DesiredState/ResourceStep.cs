namespace Kubeadm.Engine.DesiredState;

/// <summary>What brings something to the state in which it is wanted.</summary>
/// <param name="PreviewAsync">Tells what would be done, a line each. Changes nothing.</param>
/// <param name="RunAsync">Does it, and tells what was done.</param>
internal sealed record ResourceStep(
    Func<CancellationToken, Task<IReadOnlyList<string>>> PreviewAsync, Func<CancellationToken, Task<IReadOnlyList<string>>> RunAsync)
{
    /// <summary>A step of which it is known beforehand what it does.</summary>
    /// <param name="lines">What it does.</param>
    /// <param name="run">Does it.</param>
    public static ResourceStep Of(IReadOnlyList<string> lines, Func<CancellationToken, Task> run) => new(
        _ => Task.FromResult(lines),
        async token =>
        {
            await run(token);
            return lines;
        });
}
