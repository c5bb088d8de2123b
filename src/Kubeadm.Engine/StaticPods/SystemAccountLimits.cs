using System.Globalization;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The numbers of system accounts, both ends included.</summary>
internal sealed record SystemAccountLimits(int MinUser, int MaxUser, int MinGroup, int MaxGroup)
{
    /// <summary>Reads <c>/etc/login.defs</c>; what it does not set has the usual value. See login.defs(5).</summary>
    public static SystemAccountLimits Parse(string text)
    {
        Dictionary<string, int> values = new(StringComparer.Ordinal)
        {
            ["SYS_UID_MIN"] = 100, ["SYS_UID_MAX"] = 999, ["SYS_GID_MIN"] = 100, ["SYS_GID_MAX"] = 999,
        };
        foreach (var line in text.Split('\n'))
        {
            if (values.Keys.FirstOrDefault(name => line.StartsWith(name, StringComparison.Ordinal)) is { } name)
            {
                values[name] = int.TryParse(line[name.Length..].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw SystemAccountErrors.LimitNotANumber("/etc/login.defs", name);
            }
        }

        return new(values["SYS_UID_MIN"], values["SYS_UID_MAX"], values["SYS_GID_MIN"], values["SYS_GID_MAX"]);
    }
}
