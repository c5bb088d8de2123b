using System.Text;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Tokens;

namespace Kubeadm.Engine.Tests.Tokens;

public sealed class DetachedSignatureTests
{
    private static readonly BootstrapTokenText Token = BootstrapTokenText.Parse("abcdef.0123456789abcdef");

    [Fact]
    public void A_signature_is_valid_for_its_content_and_token_only()
    {
        var signature = DetachedSignature.Sign("content", Token);

        Assert.True(DetachedSignature.IsValid(signature, "content", Token));
        Assert.False(DetachedSignature.IsValid(signature, "contend", Token));
    }

    [Theory]
    [InlineData("""{"alg":"HS256","alg":"none","kid":"abcdef"}""")]
    [InlineData("""{"alg":"HS256","alg":{"a":1,"a":2},"kid":"abcdef"}""")]
    [InlineData("""{"alg":1,"kid":["abcdef"]}""")]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""")]
    [InlineData("[]")]
    [InlineData("\u0000")]
    public void A_header_that_someone_made_up_is_no_reason_to_end(string header) =>
        Assert.False(DetachedSignature.IsValid($"{Base64Url.Encode(Encoding.UTF8.GetBytes(header))}..AAAA", "content", Token));
}
