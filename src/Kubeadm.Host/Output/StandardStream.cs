using System.Text;

namespace Kubeadm.Host.Output;

/// <summary>
/// Standard output or standard error, which may be closed or full. A result that is lost is a failure, so standard output says so; nothing
/// depends on standard error: what was to be said there is lost, and the work goes on.
/// </summary>
/// <param name="inner">The stream's writer.</param>
/// <param name="mayBeLost">Whether what cannot be written is forgotten; else it is an <see cref="IOException"/>.</param>
internal sealed class StandardStream(TextWriter inner, bool mayBeLost) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!mayBeLost)
            {
                throw new IOException($"standard output cannot be written: {error.Message}", error);
            }
        }
    }
}
