using Kubeadm.Engine.Configuration.Documents;

namespace Kubeadm.Engine.Configuration.Defaults;

/// <summary>Fills fields that are not set with what kubeadm wants there, and warns of those that are set to something else.</summary>
internal sealed class ComponentDefault(string kind, FindingCollector findings)
{
    public string Text(string field, string value, string wanted)
    {
        if (value.Length == 0)
        {
            return wanted;
        }

        WarnUnless(value == wanted, field, wanted, value);
        return value;
    }

    public bool Truth(string field, bool? value, bool wanted)
    {
        WarnUnless((value ?? wanted) == wanted, field, wanted ? "true" : "false", wanted ? "false" : "true");
        return value ?? wanted;
    }

    public int Number(string field, int? value, int wanted)
    {
        WarnUnless((value ?? wanted) == wanted, field, $"{wanted}", $"{value}");
        return value ?? wanted;
    }

    public void WarnUnless(bool isWanted, string field, string wanted, string value)
    {
        if (!isWanted)
        {
            findings.Warn(field, $"{kind} has '{value}'; the recommended value is '{wanted}'");
        }
    }
}
