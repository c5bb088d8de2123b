using Kubeadm.Engine.Pki;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>One of the kubeconfigs that kubeadm keeps.</summary>
/// <param name="Name">Its name as a phase: <c>admin</c>, <c>controller-manager</c>.</param>
/// <param name="FileName">Its file's name.</param>
/// <param name="Server">The API server's URL.</param>
/// <param name="Client">The client certificate; its common name is the user. It is valid from when the authority is.</param>
public sealed record KubeconfigSpec(string Name, string FileName, string Server, CertificateProfile Client);
