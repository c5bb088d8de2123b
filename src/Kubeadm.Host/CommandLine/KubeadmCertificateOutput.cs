using System.Globalization;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Kubeconfig;

namespace Kubeadm.Host.CommandLine;

/// <summary>What kubeadm's command about the end of certificates prints.</summary>
internal static class KubeadmCertificateOutput
{
    /// <summary>The certificates that kubeadm looks after, as two tables or one document.</summary>
    public static int Expiration(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var all = results.Cast<KubeCertificate>().Where(certificate => !KubeletCertificates.Names.Contains(certificate.Name)).ToList();
        var leaves = all.Where(certificate => !certificate.IsAuthority).ToList();
        var authorities = all.Where(certificate => certificate.IsAuthority).ToList();
        if (Refusal(leaves, authorities) is { } refusal)
        {
            streams.Error.WriteLine($"error: {refusal}");
            return Application.Failure;
        }

        if (line.Last(KubeadmFlags.Output) is "json" or "yaml")
        {
            var document = KubeadmOutput.NewDocument("CertificateExpirationInfo");
            document["certificates"] = new JsonArray([.. leaves.Select(Document)]);
            document["certificateAuthorities"] = new JsonArray([.. authorities.Select(Document)]);
            KubeadmOutput.PrintAll(line, streams, [document]);
            return Application.Success;
        }

        KubeadmTable.Write(streams.Output, [["CERTIFICATE", "EXPIRES", "RESIDUAL TIME", "CERTIFICATE AUTHORITY", "EXTERNALLY MANAGED"], .. leaves.Select(Row)]);
        streams.Output.WriteLine();
        KubeadmTable.Write(streams.Output, [["CERTIFICATE AUTHORITY", "EXPIRES", "RESIDUAL TIME", "EXTERNALLY MANAGED"], .. authorities.Select(Row)]);
        return Application.Success;
    }

    /// <summary>
    /// Why kubeadm lists nothing, or null: it fails where it cannot tell whether an authority is managed elsewhere. That is one without a
    /// certificate, or one without a key that has not signed all that it has to sign.
    /// </summary>
    private static string? Refusal(List<KubeCertificate> leaves, List<KubeCertificate> authorities)
    {
        if (leaves.Concat(authorities).FirstOrDefault(certificate => certificate.Problem is not null) is { } unreadable)
        {
            return $"{unreadable.Name} cannot be read: {unreadable.Problem}";
        }

        foreach (var authority in authorities)
        {
            var signed = leaves.Where(leaf => leaf.AuthorityName == authority.Name).ToList();
            if (authority.IsMissing && signed.Find(leaf => !leaf.IsMissing) is { } orphan)
            {
                return $"{orphan.Name} is signed by {authority.Name}, whose certificate is missing: {authority.Path}";
            }

            // Kubeconfigs are not looked at: they have no file for the key.
            if (authority is { IsMissing: false, ExternallyManaged: true } && signed.Find(leaf => leaf.IsMissing && leaf.KeyPath != leaf.Path) is { } unsigned)
            {
                return $"{authority.Name} has no key here, and {unsigned.Name}, which it has to sign, is missing: {unsigned.Path}";
            }
        }

        return null;
    }

    private static JsonNode Document(KubeCertificate certificate)
    {
        var document = new JsonObject
        {
            ["name"] = certificate.Name,
            ["expirationDate"] = certificate.NotAfter?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["residualTime"] = (long)(certificate.ResidualTime ?? TimeSpan.Zero).TotalSeconds,
            ["externallyManaged"] = !certificate.IsMissing && certificate.ExternallyManaged,
        };
        if (!certificate.IsMissing && certificate.AuthorityName is { } authority)
        {
            document["caName"] = authority;
        }

        document["missing"] = certificate.IsMissing;
        return document;
    }

    private static string[] Row(KubeCertificate certificate)
    {
        string[] authority = certificate.IsAuthority ? [] : [certificate.IsMissing ? "" : certificate.AuthorityName ?? ""];
        return certificate.IsMissing
            ? [$"!MISSING! {certificate.Name}", "", "", .. authority, ""]
            :
            [
                certificate.Name,
                certificate.NotAfter?.ToString("MMM dd, yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "",
                Human(certificate.ResidualTime ?? TimeSpan.Zero),
                .. authority,
                $"{(certificate.ExternallyManaged ? "yes" : "no"),-8}",
            ];
    }

    /// <summary>A time in its one or two largest units, cut off, as Kubernetes' tools show it.</summary>
    private static string Human(TimeSpan left)
    {
        var (hours, days) = ((int)left.TotalHours, (int)left.TotalDays);
        return left switch
        {
            { TotalSeconds: <= -2 } => "<invalid>",
            { TotalSeconds: < 0 } => "0s",
            { TotalMinutes: < 2 } => $"{(int)left.TotalSeconds}s",
            { TotalMinutes: < 10 } => Pair((int)left.TotalMinutes, "m", left.Seconds, "s"),
            { TotalHours: < 3 } => $"{(int)left.TotalMinutes}m",
            { TotalHours: < 8 } => Pair(hours, "h", left.Minutes, "m"),
            { TotalDays: < 2 } => $"{hours}h",
            { TotalDays: < 8 } => Pair(days, "d", left.Hours, "h"),
            { TotalDays: < 365 * 2 } => $"{days}d",
            { TotalDays: < 365 * 8 } => Pair(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Pair(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
