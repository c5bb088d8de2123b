using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Workflows.Steps;

namespace Kubeadm.Engine.Workflows.Init;

/// <summary>What a person does after <c>init</c>: use the cluster, give it a network, join nodes.</summary>
internal static class NextSteps
{
    /// <summary>The lines to show, one block of join commands for each token.</summary>
    public static IEnumerable<string> Describe(InitContext context)
    {
        foreach (var token in context.Configuration.BootstrapTokens)
        {
            var command = context.JoinCommandFor(context.Request.SkipTokenPrint ? JoinCommandLine.Withheld : token.Token);
            foreach (var line in Describe(context, command))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Describe(InitContext context, JoinCommandLine command)
    {
        yield return "";
        yield return "The control plane of your cluster is up.";
        yield return "";
        yield return "To use it as an ordinary user of this machine:";
        yield return "";
        foreach (var line in OwnKubeconfig.Commands(context.KubeconfigPath))
        {
            yield return line;
        }

        yield return "";
        yield return "or as root:";
        yield return "";
        yield return $"  export KUBECONFIG={context.KubeconfigPath}";
        yield return "";
        yield return "Next, give it a Pod network: kubectl apply -f with the manifest of one of those listed at";
        yield return "  https://kubernetes.io/docs/concepts/cluster-administration/addons/";
        yield return "";
        foreach (var line in ControlPlaneLines(context, command))
        {
            yield return line;
        }

        yield return "Worker nodes join with this command, run on each as root:";
        yield return "";
        foreach (var line in command.WorkerLines)
        {
            yield return line;
        }
    }

    private static IEnumerable<string> ControlPlaneLines(InitContext context, JoinCommandLine command)
    {
        if (context.Configuration.Cluster.ControlPlaneEndpoint.Length == 0)
        {
            yield break;
        }

        yield return context.Request.UploadCerts
            ? "Further control-plane nodes join with this command, run on each as root:"
            : $"Further control-plane nodes join with this command, run on each as root, once the CAs and service account keys of {KubernetesPaths.CertificatesDirectory} are copied there:";
        yield return "";
        var lines = command.ControlPlaneLines(context.ShownCertificateKey);
        yield return "  " + lines[0];
        foreach (var line in lines.Skip(1))
        {
            yield return line;
        }

        yield return "";
        if (context.Request.UploadCerts)
        {
            yield return "The certificate key opens the cluster's secrets: keep it to yourself. The uploaded certificates are removed after two hours;";
            yield return "init's phase upload-certs uploads them again.";
            yield return "";
        }
    }
}
