using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Ports.ContainerRuntime;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Advice;

/// <summary>A container runtime's endpoint that cannot be a socket: a relative path, or something else that is there.</summary>
internal sealed class RuntimeSocket : IAdviceRule
{
    public void Check(AdviceSubject subject, FindingCollector findings)
    {
        const string Field = "nodeRegistration.criSocket";
        if ((subject.Init?.NodeRegistration ?? subject.Join?.NodeRegistration) is not { CriSocket: { Length: > 0 } endpoint } || subject.Node.System.IsWindows)
        {
            return;
        }

        var path = ContainerRuntimeEndpoints.PathOf(endpoint);
        if (!path.StartsWith('/'))
        {
            findings.Advise(Field, $"'{endpoint}' names no absolute path; write unix:///{path}");
        }
        else if (KindOf(subject.Node.Files, path) is { } kind and not NodeFileKind.Other)
        {
            findings.Advise(Field, $"'{endpoint}': {path} is a {(kind == NodeFileKind.Directory ? "folder" : "file")} on this machine and no socket; name the socket on which the container runtime listens");
        }
    }

    private static NodeFileKind? KindOf(INodeFileSystem files, string path)
    {
        try
        {
            return files.Resolve(path) is { } real ? files.Stat(real)?.Kind : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be looked at is not judged.
            return null;
        }
    }
}
