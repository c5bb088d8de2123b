using System.Text.RegularExpressions;
using Kubeadm.Engine.Addresses;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.Configuration.Validation;

/// <summary>Rules for single fields that several documents have.</summary>
internal sealed partial class FieldRules(INode node, FindingCollector findings)
{
    private const int CertificateKeyBytes = 32;

    public void AbsolutePath(string path, string field)
    {
        if (!IsAbsolute(path))
        {
            findings.Error(field, $"'{path}' is not an absolute path");
        }
    }

    public bool IsAbsolute(string path) =>
        path.StartsWith('/') || (node.System.IsWindows && path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');

    /// <summary>A DNS name as Kubernetes' names are: RFC 1123, lower case, at most 253 characters.</summary>
    public void Subdomain(string name, string field)
    {
        if (!DnsNames.IsSubdomain(name))
        {
            findings.Error(field, $"'{name}' is not a DNS name of lower-case letters, digits, '-' and '.' (RFC 1123)");
        }
    }

    public void AlternativeNames(IEnumerable<string> names, string field)
    {
        foreach (var name in names.Where(name => !DnsNames.IsSubdomain(name) && !DnsNames.IsWildcard(name) && !AddressText.TryParse(name, out _)))
        {
            findings.Error(field, $"'{name}' is neither an IP address nor a DNS name, with or without a leading '*.'");
        }
    }

    /// <summary>Every argument needs a name; the same name may come more than once.</summary>
    public void Arguments(IReadOnlyList<Arg> arguments, string field)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Name.Length == 0)
            {
                findings.Error(field, $"the argument at index {i} has no name");
            }
        }
    }

    public void ImageRepository(string repository, string field)
    {
        if (!ImageName().IsMatch(repository + "/name"))
        {
            findings.Error(field, $"'{repository}' is not an image repository such as registry.example.com/kubernetes");
        }
    }

    public void ImagePullPolicy(string policy, string field)
    {
        if (policy is not ("" or "Always" or "IfNotPresent" or "Never"))
        {
            findings.Error(field, $"'{policy}' is none of Always, IfNotPresent and Never");
        }
    }

    public void CriSocket(string endpoint, string field)
    {
        var scheme = CriSockets.SchemeOn(node);
        if (endpoint.Length == 0)
        {
            findings.Error(field, "is empty");
        }
        else if (!GoUrl.TryParse(endpoint, out var url, out var problem))
        {
            findings.Error(field, $"'{endpoint}' is not a URL: {problem}");
        }
        else if (url.Scheme != scheme)
        {
            findings.Error(field, $"'{endpoint}' has the scheme '{url.Scheme}'; only '{scheme}' is supported");
        }
    }

    public void Endpoint(ApiEndpoint endpoint, string field)
    {
        if (!AddressText.TryParse(endpoint.AdvertiseAddress, out _))
        {
            findings.Error($"{field}.advertiseAddress", $"'{endpoint.AdvertiseAddress}' is not an IP address");
        }

        if (endpoint.BindPort is < 1 or > 65535)
        {
            findings.Error($"{field}.bindPort", $"{endpoint.BindPort} is not a port from 1 to 65535");
        }
    }

    /// <summary>The key is a secret: neither it nor a part of it is shown.</summary>
    public void CertificateKey(string key, string field)
    {
        if (key.Length == 0)
        {
            return;
        }

        if (key.Length % 2 != 0 || !key.All(char.IsAsciiHexDigit))
        {
            findings.Error(field, "is not hexadecimal");
        }
        else if (key.Length / 2 != CertificateKeyBytes)
        {
            findings.Error(field, $"has {key.Length / 2} bytes; an AES-256 key has {CertificateKeyBytes}");
        }
    }

    public void Token(string token, string field)
    {
        if (!BootstrapTokenText.TryParse(token, out _))
        {
            findings.Error(field, BootstrapTokenText.WrongForm);
        }
    }

    public void Urls(IEnumerable<string> urls, bool requireHttps, string field)
    {
        foreach (var text in urls)
        {
            if (!GoUrl.TryParse(text, out var url, out var problem))
            {
                findings.Error(field, $"'{text}' is not a URL: {problem}");
            }
            else if (url.Scheme.Length == 0)
            {
                findings.Error(field, $"'{text}' has no scheme; write {(requireHttps ? "https" : "http or https")}://…");
            }
            else if (requireHttps && url.Scheme != "https")
            {
                findings.Error(field, $"'{text}' must be an HTTPS address, for certificates are given");
            }
        }
    }

    [GeneratedRegex(@"\A(?:(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ImageName();
}
