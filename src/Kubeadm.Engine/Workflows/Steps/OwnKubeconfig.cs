namespace Kubeadm.Engine.Workflows.Steps;

/// <summary>How an ordinary user of a control-plane node comes to a kubeconfig of their own.</summary>
internal static class OwnKubeconfig
{
    /// <summary>The commands, indented, to show to people.</summary>
    /// <param name="source">The administrator's kubeconfig, which only root reads.</param>
    public static IReadOnlyList<string> Commands(string source) =>
    [
        "  mkdir -p $HOME/.kube",
        $"  sudo cp -i {source} $HOME/.kube/config",
        "  sudo chown $(id -u):$(id -g) $HOME/.kube/config",
    ];
}
