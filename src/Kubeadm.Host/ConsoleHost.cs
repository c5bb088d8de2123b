using System.Globalization;
using System.Management.Automation.Host;

namespace Kubeadm.Host;

/// <summary>PowerShell's view of this process where it runs a single command: its console.</summary>
internal sealed class ConsoleHost(ConsoleHostUI ui) : PSHost
{
    private const string NoPrompt = "A single command has no prompt; kubeadm-ps without words is one.";

    private readonly Guid _id = Guid.NewGuid();

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
    public override void EnterNestedPrompt() => throw new NotSupportedException(NoPrompt);

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException(NoPrompt);

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    /// <remarks>Only scripts ask for it, and none runs here.</remarks>
    public override void SetShouldExit(int exitCode)
    {
    }
}
