using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Linux;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Engine.Ports.Node.Windows;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Node;

public sealed class ServiceManagerTests
{
    private readonly FakeProcesses _processes = new();
    private readonly FakeSystem _system = new();

    [Fact]
    public void The_programs_that_exist_tell_the_manager()
    {
        Assert.Null(ServiceManagers.Detect(_system, _processes));
        _processes.Install("openrc", "rc-service");
        Assert.Null(ServiceManagers.Detect(_system, _processes));
        _processes.Install("rc-update");
        Assert.IsType<OpenRcServiceManager>(ServiceManagers.Detect(_system, _processes));
        _processes.Install("systemctl");
        Assert.IsType<SystemdServiceManager>(ServiceManagers.Detect(_system, _processes));
        _system.IsWindows = true;
        Assert.IsType<WindowsServiceManager>(ServiceManagers.Detect(_system, _processes));
    }

    [Fact]
    public async Task Systemd_reloads_before_it_starts_but_not_before_it_stops()
    {
        var systemd = new SystemdServiceManager(_processes);

        await systemd.RestartAsync("kubelet", default);
        await systemd.StopAsync("kubelet", default);

        Assert.Equal(["systemctl daemon-reload", "systemctl restart kubelet", "systemctl stop kubelet"], _processes.Calls);
    }

    [Theory]
    [InlineData("activating", true)]
    [InlineData("active", true)]
    [InlineData("inactive", false)]
    [InlineData("failed", false)]
    public async Task A_kubelet_that_crashes_and_is_started_again_counts_as_active(string state, bool expected)
    {
        _processes.Answer = (_, _) => new ProcessResult(3, state + "\n", "");

        Assert.Equal(expected, await new SystemdServiceManager(_processes).IsActiveAsync("kubelet", default));
    }

    [Fact]
    public async Task A_service_that_cannot_be_started_is_an_error_that_says_why()
    {
        _processes.Answer = (_, arguments) => arguments[0] == "start" ? new ProcessResult(5, "", "Unit kubelet.service not found.\n") : new ProcessResult(0, "", "");

        var error = await Assert.ThrowsAsync<KubeadmException>(() => new SystemdServiceManager(_processes).StartAsync("kubelet", default));

        Assert.Equal(("ServiceFailed", "kubelet"), (error.ErrorId, error.Target));
        Assert.Contains("Unit kubelet.service not found.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRc_tells_of_unknown_services_on_standard_error()
    {
        _processes.Answer = (_, _) => new ProcessResult(1, "", " * rc-service: service `kubelet' does not exist\n");
        var openRc = new OpenRcServiceManager(_processes);

        Assert.False(await openRc.ExistsAsync("kubelet", default));
        Assert.False(await openRc.IsActiveAsync("kubelet", default));
    }

    [Theory]
    [InlineData("        STATE              : 4  RUNNING \r\n", 0, true, true)]
    [InlineData("        STATE              : 1  STOPPED \r\n", 0, true, false)]
    [InlineData("", 1060, false, false)]
    public async Task Windows_services_are_read_from_sc(string output, int exitCode, bool exists, bool active)
    {
        _processes.Answer = (_, _) => new ProcessResult(exitCode, output, "");
        var windows = new WindowsServiceManager(_processes, TimeProvider.System);

        Assert.Equal(exists, await windows.ExistsAsync("kubelet", default));
        Assert.Equal(active, await windows.IsActiveAsync("kubelet", default));
    }

    [Fact]
    public async Task A_cancelled_program_is_killed()
    {
        using var cancel = new CancellationTokenSource();
        var run = new LocalProcessRunner().RunAsync("sleep", ["60"], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
