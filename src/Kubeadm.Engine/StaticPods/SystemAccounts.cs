using System.Globalization;
using System.Text;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.Engine.StaticPods;

/// <summary>The users and groups under which a rootless control plane runs (KEP-2568).</summary>
/// <param name="Users">Each user's number.</param>
/// <param name="Groups">Each group's number.</param>
public sealed record SystemAccountIds(IReadOnlyDictionary<string, int> Users, IReadOnlyDictionary<string, int> Groups);

/// <summary>
/// Creates and removes the users and groups of a rootless control plane in <c>/etc/passwd</c> and <c>/etc/group</c>, in the range of
/// system accounts that <c>/etc/login.defs</c> sets (KEP-2568).
/// </summary>
public sealed class SystemAccounts(INodeFileSystem files)
{
    /// <summary>The API server's user and group.</summary>
    public const string ApiServer = "kubeadm-kas";

    /// <summary>The controller manager's user and group.</summary>
    public const string ControllerManager = "kubeadm-kcm";

    /// <summary>The scheduler's user and group.</summary>
    public const string Scheduler = "kubeadm-ks";

    /// <summary>etcd's user and group.</summary>
    public const string Etcd = "kubeadm-etcd";

    /// <summary>The group of those that read the service account key.</summary>
    public const string KeyReaders = "kubeadm-sa-key-readers";

    private const string PasswdPath = "/etc/passwd";
    private const string GroupPath = "/etc/group";
    private const string LoginDefsPath = "/etc/login.defs";
    private const string NoShell = "/bin/false";

    private static readonly string[] Users = [Etcd, ApiServer, ControllerManager, Scheduler];

    private static readonly (string Name, string Members)[] Groups =
    [
        .. Users.Select(name => (name, name)),
        (KeyReaders, $"{ApiServer},{ControllerManager}"),
    ];

    /// <summary>Reads the accounts; null when one of them is missing or is other than it must be. Writes nothing.</summary>
    public SystemAccountIds? Find()
    {
        try
        {
            var limits = SystemAccountLimits.Parse(files.FileExists(LoginDefsPath) ? Read(LoginDefsPath) : "");
            var users = SystemAccount.ParseUsers(Read(PasswdPath), PasswdPath);
            var groups = SystemAccount.ParseGroups(Read(GroupPath), GroupPath);
            return Array.TrueForAll(Users, name => IsUserThere(name, users, groups, limits))
                && Array.TrueForAll(Groups, wanted => IsGroupThere(wanted.Name, wanted.Members, groups, limits))
                ? IdsOf(users, groups)
                : null;
        }
        catch (KubeadmException)
        {
            return null;
        }
    }

    /// <summary>Creates those that are missing and checks those that are there.</summary>
    /// <exception cref="KubeadmException">
    /// <c>InvalidSystemAccounts</c>: a file cannot be read, an account is there but other than it must be, or the range is used up.
    /// </exception>
    public SystemAccountIds Ensure()
    {
        var limits = SystemAccountLimits.Parse(files.FileExists(LoginDefsPath) ? Read(LoginDefsPath) : "");
        var (passwd, group) = (Read(PasswdPath), Read(GroupPath));
        var users = SystemAccount.ParseUsers(passwd, PasswdPath);
        var groups = SystemAccount.ParseGroups(group, GroupPath);
        var newUsers = Users.Where(name => !IsUserThere(name, users, groups, limits)).ToList();
        var newGroups = Groups.Where(wanted => !IsGroupThere(wanted.Name, wanted.Members, groups, limits)).ToList();

        var groupIds = Allocate(groups, limits.MinGroup, limits.MaxGroup, newGroups.Count, GroupPath);
        groups.AddRange(newGroups.Zip(groupIds, (wanted, id) => new SystemAccount(wanted.Name, id, 0, wanted.Members)));
        var userIds = Allocate(users, limits.MinUser, limits.MaxUser, newUsers.Count, PasswdPath);
        users.AddRange(newUsers.Zip(userIds, (name, id) => new SystemAccount(name, id, groups.First(g => g.Name == name).Id, NoShell)));

        Append(PasswdPath, passwd, users.TakeLast(newUsers.Count).Select(user => Line($"{user.Name}:x:{user.Id}:{user.GroupId}:::{user.Rest}")));
        Append(GroupPath, group, groups.TakeLast(newGroups.Count).Select(g => Line($"{g.Name}:x:{g.Id}:{g.Rest}")));
        return IdsOf(users, groups);
    }

    /// <summary>Removes them all.</summary>
    /// <returns>A change for each of the two files.</returns>
    /// <exception cref="KubeadmException"><c>InvalidSystemAccounts</c>: a file cannot be read.</exception>
    public IReadOnlyList<Change> Remove()
    {
        var changes = new List<Change>();
        foreach (var (path, names) in new[] { (PasswdPath, Users), (GroupPath, Groups.Select(wanted => wanted.Name).ToArray()) })
        {
            var text = Read(path);
            var kept = text.Split('\n').Where(line => !names.Any(name => line.StartsWith(name + ":", StringComparison.Ordinal)));
            var left = string.Join('\n', kept);
            Write(path, text, left);
            changes.Add(new Change(ChangeKind.File, path, left == text ? ChangeAction.Unchanged : ChangeAction.Update));
        }

        return changes;
    }

    private static SystemAccountIds IdsOf(List<SystemAccount> users, List<SystemAccount> groups) => new(
        Users.ToDictionary(name => name, name => users.First(user => user.Name == name).Id),
        Groups.ToDictionary(wanted => wanted.Name, wanted => groups.First(g => g.Name == wanted.Name).Id));

    private static bool IsUserThere(string name, List<SystemAccount> users, List<SystemAccount> groups, SystemAccountLimits limits)
    {
        if (users.Find(user => user.Name == name) is not { } user)
        {
            return false;
        }

        if (user.Id < limits.MinUser || user.Id > limits.MaxUser)
        {
            throw SystemAccountErrors.UserOutsideLimits(PasswdPath, user, limits.MinUser, limits.MaxUser);
        }

        if (user.Rest != NoShell)
        {
            throw SystemAccountErrors.UserWithShell(PasswdPath, user, NoShell);
        }

        return groups.Find(group => group.Id == user.GroupId)?.Name == name
            ? true
            : throw SystemAccountErrors.UserInOtherGroup(PasswdPath, user);
    }

    private static bool IsGroupThere(string name, string members, List<SystemAccount> groups, SystemAccountLimits limits)
    {
        if (groups.Find(group => group.Name == name) is not { } group)
        {
            return false;
        }

        if (group.Id < limits.MinGroup || group.Id > limits.MaxGroup)
        {
            throw SystemAccountErrors.GroupOutsideLimits(GroupPath, group, limits.MinGroup, limits.MaxGroup);
        }

        return group.Rest == members
            ? true
            : throw SystemAccountErrors.OtherMembers(GroupPath, group, members);
    }

    private static List<int> Allocate(List<SystemAccount> taken, int min, int max, int count, string path)
    {
        var used = taken.Select(account => account.Id).ToHashSet();
        var free = Enumerable.Range(min, Math.Max(0, max - min + 1)).Where(id => !used.Contains(id)).Take(count).ToList();
        return free.Count == count
            ? free
            : throw SystemAccountErrors.NumbersUsedUp(path, count, min, max);
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private void Append(string path, string text, IEnumerable<string> lines)
    {
        var added = string.Concat(lines.Select(line => line + "\n"));
        var gap = added.Length > 0 && !text.EndsWith('\n') ? "\n" : "";
        Write(path, text, text + gap + added);
    }

    private string Read(string path)
    {
        try
        {
            // People's names in it may be in any encoding, and must come out as they went in; what is looked for is ASCII.
            return Encoding.Latin1.GetString(files.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemAccountErrors.Unreadable(path, e);
        }
    }

    private void Write(string path, string before, string after)
    {
        if (before == after)
        {
            return;
        }

        var info = files.Stat(path);
        files.WriteAllBytes(path, Encoding.Latin1.GetBytes(after), info?.Mode ?? NodeFileModes.PublicFile);
    }
}
