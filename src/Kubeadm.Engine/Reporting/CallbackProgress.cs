namespace Kubeadm.Engine.Reporting;

/// <summary>Reports at once and on the caller's thread; <see cref="Progress{T}"/> would do so later and out of order.</summary>
/// <typeparam name="T">What is reported.</typeparam>
internal sealed class CallbackProgress<T>(Action<T> callback) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => callback(value);
}
