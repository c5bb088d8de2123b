using System.Globalization;
using System.Management.Automation.Host;

namespace Kubeadm.Host;

/// <summary>PowerShell's view of this process: its console and its exit code.</summary>
internal sealed class ConsoleHost(ConsoleHostUI ui) : PSHost
{
    private readonly Guid _id = Guid.NewGuid();

    /// <summary>What a script passed to <c>exit</c>, or null.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.GetCultureInfo("en-US");

    /// <inheritdoc/>
    public override Guid InstanceId => _id;

    /// <inheritdoc/>
    public override string Name => "kubeadm-ps";

    /// <inheritdoc/>
    public override PSHostUserInterface UI => ui;

    /// <inheritdoc/>
    public override Version Version => typeof(ConsoleHost).Assembly.GetName().Version ?? new Version(0, 0);

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("kubeadm-ps has no prompt; use pwsh.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("kubeadm-ps has no prompt; use pwsh.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
