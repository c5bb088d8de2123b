using System.Globalization;

namespace Kubeadm.Engine.StaticPods;

/// <summary>A line of <c>/etc/passwd</c> or <c>/etc/group</c>, as far as it matters here.</summary>
/// <param name="Name">The name.</param>
/// <param name="Id">The user's or group's number.</param>
/// <param name="GroupId">A user's group; 0 for a group.</param>
/// <param name="Rest">A user's shell, or a group's members separated by commas.</param>
internal sealed record SystemAccount(string Name, int Id, int GroupId, string Rest)
{
    private const int UserFields = 7;
    private const int GroupFields = 4;

    /// <summary>Reads <c>/etc/passwd</c>.</summary>
    public static List<SystemAccount> ParseUsers(string text, string path) =>
        [.. Lines(text, path, UserFields).Select(fields =>
            new SystemAccount(fields[0], Number(fields[2], path), Number(fields[3], path), fields[6]))];

    /// <summary>Reads <c>/etc/group</c>.</summary>
    public static List<SystemAccount> ParseGroups(string text, string path) =>
        [.. Lines(text, path, GroupFields).Select(fields => new SystemAccount(fields[0], Number(fields[2], path), 0, fields[3]))];

    private static IEnumerable<string[]> Lines(string text, string path, int count)
    {
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var fields = line.Split(':');
            yield return fields.Length == count
                ? fields
                : throw SystemAccountErrors.WrongFieldCount(path, fields, count);
        }
    }

    private static int Number(string text, string path) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw SystemAccountErrors.NotANumber(path, text);
}
