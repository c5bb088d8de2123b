using System.Text;

namespace Kubeadm.Engine.Ports.Http;

/// <summary>A server's whole answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, in UTF-8 where it is text.</param>
internal sealed record WebAnswer(int Status, byte[] Body)
{
    private const int Ok = 200;

    private const int OtherThanSuccess = 300;

    /// <summary>Whether the status says success of any kind.</summary>
    public bool IsSuccess => Status is >= Ok and < OtherThanSuccess;

    /// <summary>Whether the server found what was asked for.</summary>
    public bool IsOk => Status == Ok;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}
