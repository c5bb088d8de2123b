using System.Management.Automation;

namespace Kubeadm.PowerShell;

/// <summary>Tokens as they are shown.</summary>
internal static class TokenView
{
    /// <summary>A token as it was asked for: with its secret as text it has a view that shows that.</summary>
    /// <param name="token">The token.</param>
    /// <param name="asPlainText">Whether its secret was asked for as text.</param>
    public static object Of(KubeToken token, bool asPlainText)
    {
        if (!asPlainText)
        {
            return token;
        }

        var shown = new PSObject(token.AsPlainText());
        shown.TypeNames.Insert(0, $"{typeof(KubeToken).FullName}#PlainText");
        return shown;
    }
}
