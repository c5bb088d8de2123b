using Kubeadm.Engine.DesiredState;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Tests.Operations.Certificates;
using Kubeadm.Engine.Tests.Pki;
using Kubeadm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Kubeadm.Engine.Tests.DesiredState;

public sealed class CertificateResourceTests
{
    private const string Config = "/etc/kubeadm.yaml";
    private const string Certificate = "/etc/kubernetes/pki/apiserver.crt";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly FakeNode _node;
    private readonly RecordingObserver _observer = new();

    public CertificateResourceTests()
    {
        _node = new FakeNode { Clock = _clock };
        _node.Memory.Add(Config, CertificateRequestsTests.Configuration);
    }

    private IDesiredResource Certificates => CertificateImportCase.Ports(_node).Resource("KubeCertificate", _observer);

    private static KubeCertificateState Wanted => new() { Name = "apiserver", RenewBefore = "30d", Config = Config };

    [Fact]
    public async Task One_is_renewed_when_too_little_is_left_and_not_before()
    {
        await MakeAllAsync();
        var made = _node.Memory.ReadText(Certificate);
        _clock.Advance(TimeSpan.FromDays(334));
        Assert.True((await Certificates.SetAsync(Wanted)).InDesiredState);
        Assert.Equal(made, _node.Memory.ReadText(Certificate));

        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([$"Renew certificate apiserver ({Certificate})"], (await Certificates.PreviewAsync(Wanted)).Changes);
        Assert.Equal(made, _node.Memory.ReadText(Certificate));
        var renewed = await Certificates.SetAsync(Wanted);

        Assert.Equal(["NotAfter"], renewed.Differences);
        Assert.Equal(364, ((KubeCertificateState)renewed.State).DaysLeft);
        Assert.NotEqual(made, _node.Memory.ReadText(Certificate));
    }

    [Fact]
    public async Task One_that_has_ended_is_not_as_wanted_whatever_is_asked_for()
    {
        await MakeAllAsync();
        _clock.Advance(TimeSpan.FromDays(366));

        Assert.Equal(["NotAfter"], (await Certificates.TestAsync(Wanted with { RenewBefore = null })).Differences);
    }

    [Fact]
    public async Task One_that_is_not_there_is_made_by_its_configuration()
    {
        await MakeAllAsync();
        _node.Memory.DeleteFile(Certificate);
        _node.Memory.DeleteFile("/etc/kubernetes/pki/apiserver.key");

        var refused = await StateCase.RefusedAsync(() => Certificates.SetAsync(Wanted with { Config = null }));
        Assert.Equal(("PropertyMissing", "Config"), (refused.ErrorId, refused.Target));
        Assert.Contains("is not there yet", Assert.Single((await Certificates.PreviewAsync(Wanted with { Config = null })).Changes), StringComparison.Ordinal);
        var made = await Certificates.SetAsync(Wanted);

        Assert.Equal([$"Make certificate apiserver ({Certificate})"], made.Changes);
        Assert.True(_node.Memory.FileExists(Certificate));
    }

    [Fact]
    public async Task A_configuration_that_comes_later_is_waited_for_until_something_is_made()
    {
        _node.Memory.DeleteFile(Config);

        Assert.Equal(["Exist"], (await Certificates.TestAsync(Wanted)).Differences);
        Assert.Single((await Certificates.PreviewAsync(Wanted)).Changes);
        await RefusedAsync("Config", () => Certificates.SetAsync(Wanted));
    }

    [Fact]
    public async Task A_folder_is_no_configuration_that_may_come_later() =>
        await RefusedAsync("Config", () => Certificates.TestAsync(Wanted with { Config = "/etc" }));

    [Fact]
    public async Task One_is_not_made_in_another_folder_than_its_configuration_says()
    {
        var wanted = Wanted with { Name = "ca", CertificatesDir = "/etc/other" };

        await RefusedAsync("CertificatesDir", () => Certificates.PreviewAsync(wanted));
        var error = await RefusedAsync("CertificatesDir", () => Certificates.SetAsync(wanted));

        Assert.Contains("/etc/kubernetes/pki/ca.crt", error.Message, StringComparison.Ordinal);
        Assert.False(_node.Memory.FileExists("/etc/kubernetes/pki/ca.crt"));
        Assert.True((await Certificates.SetAsync(wanted with { CertificatesDir = "/etc/kubernetes/pki" })).State is KubeCertificateState { Exist: true });
    }

    [Fact]
    public async Task One_that_is_not_valid_yet_is_not_as_wanted()
    {
        await MakeAllAsync();
        var early = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-20));
        _node.Clock = early;

        var test = await Certificates.TestAsync(Wanted);

        Assert.Equal("NotBefore", test.Differences.ToString());
        Assert.True(((KubeCertificateState)test.State).NotBefore > early.GetUtcNow());
    }

    [Fact]
    public async Task One_that_would_be_renewed_for_ever_is_refused()
    {
        await MakeAllAsync();

        var error = await StateCase.RefusedAsync(() => Certificates.SetAsync(Wanted with { RenewBefore = "365d" }));

        Assert.Equal(("InvalidProperty", "RenewBefore"), (error.ErrorId, error.Target));
    }

    [Theory]
    [InlineData(null, "PropertyMissing")]
    [InlineData("apisrver", "InvalidProperty")]
    public async Task A_name_that_is_none_is_told_with_those_that_are(string? name, string errorId)
    {
        var error = await StateCase.RefusedAsync(() => Certificates.TestAsync(Wanted with { Name = name }));

        Assert.Equal((errorId, "Name"), (error.ErrorId, error.Target));
    }

    [Fact]
    public async Task One_is_not_taken_away_and_one_that_cannot_be_read_is_not_written_over()
    {
        await MakeAllAsync();
        Assert.Equal("StateNotReachable", (await StateCase.RefusedAsync(() => Certificates.SetAsync(Wanted with { Exist = false }))).ErrorId);
        _node.Memory.Add(Certificate, "nonsense");

        var error = await StateCase.RefusedAsync(() => Certificates.SetAsync(Wanted));

        Assert.Equal("StateNotReachable", error.ErrorId);
        Assert.Contains(Certificate, error.Message, StringComparison.Ordinal);
        Assert.Equal("nonsense", _node.Memory.ReadText(Certificate));
    }

    [Fact]
    public async Task All_that_are_there_are_found()
    {
        await MakeAllAsync();

        var found = (await Certificates.ExportAsync(new KubeCertificateState { Config = Config }, default)).Cast<KubeCertificateState>().ToList();

        Assert.Equal(CertificateCatalog.All.Select(spec => spec.Name).Order(), found.Select(state => state.Name!).Where(name => name != "sa").Order());
        Assert.All(found, state => Assert.True(state.Exist));
    }

    private static async Task<KubeadmException> RefusedAsync(string property, Func<Task> work)
    {
        var error = await StateCase.RefusedAsync(work);
        Assert.Equal(("InvalidProperty", property), (error.ErrorId, error.Target));
        return error;
    }

    private async Task MakeAllAsync()
    {
        using var keys = new KeyFactory();
        await new CertificateIssuer(_node.Files, _node.Clock, keys).EnsureAllAsync(PkiCases.Configuration(), default);
    }
}
