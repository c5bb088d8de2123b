using System.Globalization;
using System.Net.Sockets;

namespace Kubeadm.PowerShell.Tests;

/// <summary>This machine as others reach it: a real sshd of its own on loopback, whose subsystem powershell is kubeadm-ps.</summary>
public sealed class SshMachine : IAsyncLifetime, IDisposable
{
    private const string PrivilegeSeparationFolder = "/run/sshd";

    private readonly TemporaryFolder _folder = new();
    private ServerProcess? _server;
    private string _missing = "";

    /// <summary>The parameters with which it is reached, for splatting: a hashtable.</summary>
    public string Where { get; private set; } = "";

    /// <summary>The folder of the test, which both sides see.</summary>
    public string Folder => _folder.Path;

    /// <summary>Skips the test where there is no sshd.</summary>
    public void Require() => Skip.If(_missing.Length > 0, _missing);

    public async Task InitializeAsync()
    {
        if (ServerProcess.Find("sshd") is not { } program || ServerProcess.Find("ssh-keygen") is null)
        {
            _missing = "There is no sshd.";
            return;
        }

        if (!Directory.Exists(PrivilegeSeparationFolder) && Environment.UserName == "root")
        {
            Directory.CreateDirectory(PrivilegeSeparationFolder);
        }

        var port = ServerProcess.FreePort();
        foreach (var key in new[] { "host", "user" })
        {
            HostProcess.RunProgram("ssh-keygen", "", "-q", "-t", "ed25519", "-N", "", "-f", $"{Folder}/{key}");
        }

        var settings = _folder.Write("sshd_config", $"""
            Port {port}
            ListenAddress 127.0.0.1
            HostKey {Folder}/host
            AuthorizedKeysFile {Folder}/user.pub
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin yes
            Subsystem powershell {Path.GetDirectoryName(Places.Host)}/pwsh -sshs -NoLogo

            """);
        Where = string.Create(CultureInfo.InvariantCulture, $"@{{ HostName = '127.0.0.1'; Port = {port}; KeyFilePath = '{Folder}/user'; Options = @{{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' }} }}");
        _server = await ServerProcess.StartAsync(program, ["-D", "-e", "-f", settings], () => AnswersAsync(port));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
