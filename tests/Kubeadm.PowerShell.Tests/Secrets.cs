using System.Management.Automation;
using System.Net;
using System.Security;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What tests know of secrets in results.</summary>
internal static class Secrets
{
    /// <summary>The text of a property that has to be a SecureString.</summary>
    public static string SecretOf(this PSObject result, string property) =>
        new NetworkCredential("", Assert.IsType<SecureString>(result.Properties[property].Value)).Password;
}
