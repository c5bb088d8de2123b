namespace Kubeadm.Host.CommandLine;

/// <summary>Help for kubeadm's command line.</summary>
internal static class KubeadmHelp
{
    /// <summary>Writes what a command does and its flags.</summary>
    public static void Write(TextWriter output, KubeadmEntry entry)
    {
        output.WriteLine(entry.Summary);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  kubeadm {entry.Path} {(entry.Arguments is { } arguments ? arguments.Usage + " " : "")}[flags]");
        output.WriteLine();
        output.WriteLine($"The same as an object: {entry.Cmdlet}");
        output.WriteLine();
        output.WriteLine("Flags:");
        WriteFlags(output, entry.Flags.Select(name => KubeadmFlags.All[name]).Concat(KubeadmFlags.Global));
    }

    /// <summary>Writes the commands of a group.</summary>
    public static void Write(TextWriter output, string group)
    {
        output.WriteLine("Usage:");
        output.WriteLine($"  {$"kubeadm {group}".TrimEnd()} [command]");
        output.WriteLine();
        output.WriteLine("Commands:");
        var entries = KubeadmCommands.Below(group).ToList();
        var width = entries.Max(entry => entry.Path.Length);
        foreach (var entry in entries)
        {
            output.WriteLine($"  {entry.Path.PadRight(width)}  {entry.Summary}");
        }
    }

    private static void WriteFlags(TextWriter output, IEnumerable<KubeadmFlag> flags)
    {
        foreach (var flag in flags)
        {
            var letter = flag.Shorthand is { } shorthand ? $"-{shorthand}, " : "    ";
            var value = flag.Kind switch { FlagKind.Switch => "", FlagKind.Number => " int", FlagKind.Duration => " duration", FlagKind.List => " strings", _ => " string" };
            output.WriteLine($"  {letter}{$"--{flag.Name}{value}".PadRight(38)} {flag.Help}");
        }
    }
}
