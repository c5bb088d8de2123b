using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Tests.Discovery;

/// <summary>A <c>cluster-info</c> that kubeadm v1.36.3 wrote and a real controller manager signed.</summary>
public sealed class RecordedClusterInfoTests : IDisposable
{
    private const string Pin = "sha256:70bc111beed8b8c2759e7a85d10df12ce945b9064a0fd210d3868751eee3debe";
    private const string Signature = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImFiY2RlZiJ9..8Cquas9YD_jftswvs8z4qOBSh-nNqpJhBf68NE49yhY";
    private const string AuthorityData =
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURCVENDQWUyZ0F3SUJBZ0lJQTNKa0E2NXJGbWt3RFFZSktvWklodmNOQVFFTEJRQXdGVEVUTUJFR0Ex"
        + "VUUKQXhNS2EzVmlaWEp1WlhSbGN6QWVGdzB5TmpFeE1qTXdNVEl5TkRGYUZ3MHpOakV4TWpBd01USTNOREZhTUJVeApFekFSQmdOVkJBTVRDbXQxWW1WeWJt"
        + "VjBaWE13Z2dFaU1BMEdDU3FHU0liM0RRRUJBUVVBQTRJQkR3QXdnZ0VLCkFvSUJBUURwZXZML3BnakpadGhvcW5LQ29tWHFCeHp0dzZQbVUxNTkrUmVyQWpC"
        + "QlRGSTVkek1mUnF5amgxcWMKUGh5VVJDTGdCOG9WMkhEKy91OWtneHJIcVhJVmxRRjBjNFo5eFpwN09lSFgvTnBNOVo2OFZzWG5FZ2pybjhTTgpRTTZIaXY3"
        + "eDh4VThKUHNSWTQrTHEwZGJPb2JpWUJLd2dLWGlDaFloZlVSU2dKcFBQNm9QMEZWcUZ4KzNCWk5zClRjSXBsWkozZVI2TlczVXhxNWJhMUlPek96WGRYWVZY"
        + "cnNrOGNXcE1XbytFcWVtaHVSSWx4L1c2dnZ1U1QyMUsKNXozc0lvcUFFeGpZRDFLczh3WTl3ZXlGaGozOCtQVmY3SUthWm40bFhtUnRRSlRxeUxPazlxcHd2"
        + "UEVFSXBJawpMYjdseVlHSFdFcmQwbkd6MGpVZE1JVXhYY0xwQWdNQkFBR2pXVEJYTUE0R0ExVWREd0VCL3dRRUF3SUNwREFQCkJnTlZIUk1CQWY4RUJUQURB"
        + "UUgvTUIwR0ExVWREZ1FXQkJUZ0p2Q3QvbWF1K05LaWRsbjFYOXVXM25RZEVEQVYKQmdOVkhSRUVEakFNZ2dwcmRXSmxjbTVsZEdWek1BMEdDU3FHU0liM0RR"
        + "RUJDd1VBQTRJQkFRQmZhTzVtWGlDbApReFliVjFET3p1QzVJQVRLa1pSWTRLeDRnVnpxWEVaQi91Z1FxcFAyOGMxY2tqQXZoUXlITWRiaGxaaTcwYmRHCmpi"
        + "S3ptaGdwRTM1MFU0M0FWZDhqZHc3RDBnMGNFU3Uxa0xvSmsyeFVCWUhnaUM3U01KWGJaMGhjS0l0dHdONDQKRXZoZVNWZE83RWxYclNub3pDUWVNZlBOMUUx"
        + "R1hONEFyeEsrc1dJRmxGMzg1ckpCZm9TTEZzU2VGc2xlVnhGdQptWGd0eDBUdDU4Zno2NmJWU3M5bUZUNmh6UlhRUWcyU0FxYXJtL2VjeWRFQjRtM1hmdkFZ"
        + "SDByaG5CWWRJOHpQCis4dkR1alRSRFk5ZlBjUkp1NjBTRERtMXc1UXNLaEdMWU52MmpYMGZVTEVKb3I0dTlDL0tEY3o0UGZFSGVONjYKRmpocVRRTDQ1T3lT"
        + "Ci0tLS0tRU5EIENFUlRJRklDQVRFLS0tLS0K";
    private const string Text =
        $"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {AuthorityData}
            server: https://10.77.0.11:6443
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        users: null

        """;

    private readonly DiscoveryCase _case = new();

    public void Dispose() => _case.Dispose();

    [Fact]
    public void The_controllers_signature_is_valid_for_its_token_and_document_only()
    {
        var token = BootstrapTokenText.Parse(DiscoveryCase.Token);

        Assert.True(DetachedSignature.IsValid(Signature, Text, token));
        Assert.False(DetachedSignature.IsValid(Signature, Text.Replace("10.77.0.11", "10.77.0.12", StringComparison.Ordinal), token));
        Assert.False(DetachedSignature.IsValid(Signature, Text, token with { Secret = "0123456789abcdee" }));
        Assert.Equal(Signature, DetachedSignature.Sign(Text, token));
    }

    [Fact]
    public void The_hash_in_kubeadms_join_command_is_that_of_the_authority()
    {
        var cluster = KubeconfigFile.Parse(System.Text.Encoding.UTF8.GetBytes(Text), "cluster-info").CurrentCluster!;
        Assert.Equal(Pin, PublicKeyPin.Of(CertificatePem.Read(cluster.CertificateAuthorityData, "ca")[0]));
    }

    [Fact]
    public async Task It_is_discovered_and_then_asked_for_the_key_of_its_authority()
    {
        var recorded = DiscoveryCase.ClusterInfo(Text, Signature);
        _case.Server.Answer = _ => recorded;
        _case.ByToken.CaCertHashes = [Pin];
        await _case.FailsAsync("ClusterNotTrusted");

        _case.ByToken.CaCertHashes = [];
        _case.ByToken.UnsafeSkipCaVerification = true;
        Assert.Equal("https://10.77.0.11:6443", (await _case.DiscoverAsync()).CurrentCluster!.Server);
    }
}
