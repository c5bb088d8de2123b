using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Kubeadm.Engine.Configuration.Documents;
using static System.FormattableString;

namespace Kubeadm.PowerShell.Remoting;

/// <summary>
/// The run of a cmdlet on other machines: Invoke-Command with what was typed, to which the pipeline's objects go on, or which has a machine for
/// each of them where they name machines (<see cref="PipedMachines"/>). What comes back, errors too, has the machine's name (PSComputerName).
/// </summary>
internal sealed class RemoteRun : IDisposable
{
    /// <summary>
    /// Runs on each machine. There is no input where nothing is piped: an empty pipeline would mean that there is nothing to do. An error that
    /// ends the cmdlet says where: PowerShell keeps that, and does not show it.
    /// </summary>
    private const string OnMachine = """
        param($Command, $Parameters, $HasInput)
        if (-not (Get-Command $Command -ErrorAction Ignore)) {
            throw "$([Environment]::MachineName) has no $Command`: install the module Kubeadm there, or have its sshd start kubeadm-ps as the subsystem powershell"
        }
        $own = Get-Variable KubeadmOwn -Scope Global -ValueOnly -ErrorAction Ignore
        Remove-Variable KubeadmOwn -Scope Global -ErrorAction Ignore
        foreach ($name in $own.Keys) { $Parameters[$name] = $own[$name] }
        try {
            if ($HasInput) { $input | & $Command @Parameters } else { & $Command @Parameters }
        }
        catch {
            $remedy = $_.ErrorDetails.RecommendedAction
            $_.ErrorDetails = [System.Management.Automation.ErrorDetails]::new("[$([Environment]::MachineName)] $_")
            $_.ErrorDetails.RecommendedAction = $remedy
            throw $_
        }
        """;

    private const string Here = "param($Where, $OnMachine, $Arguments) Invoke-Command @Where -ScriptBlock $OnMachine -ArgumentList $Arguments";

    private const string Open = "param($Where) New-PSSession @Where -ErrorAction SilentlyContinue -ErrorVariable problems; $problems";

    /// <summary>Leaves in a session what is for its machine alone, for <see cref="OnMachine"/>, which takes it away.</summary>
    private const string GiveOwn = "param($Session, $Own) Invoke-Command -Session $Session -ScriptBlock { $global:KubeadmOwn = $args[0] } -ArgumentList $Own -ErrorAction Stop";

    private const string Close = "param($Sessions) Remove-PSSession $Sessions";

    private const string ErrorAction = "ErrorAction";
    private const string ConfigParameter = "Config";
    private const string LiteralPathParameter = "LiteralPath";
    private const string InputParameter = "InputObject";

    /// <summary>What PowerShell does with the results here, and what is about here.</summary>
    private static readonly string[] Local = ["ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"];

    private readonly KubeadmCommand _cmdlet;
    private readonly IReadOnlyCollection<string> _typed;
    private readonly Hashtable _where = [];
    private readonly Hashtable _parameters = [];
    private readonly PipedMachines? _machines;
    private SteppablePipeline? _pipeline;
    private PSSession[] _sessions = [];

    /// <summary>Begins a run with what was typed. Where that does not say which machines, the pipeline's objects will, and it begins after the last of them.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="typed">The names of the parameters that were typed: what else is bound came by the pipeline.</param>
    /// <exception cref="KubeadmException"><c>AmbiguousParameterSet</c>, <c>MissingMandatoryParameter</c>: it is not told which machines, or in several ways.</exception>
    public RemoteRun(KubeadmCommand cmdlet, IReadOnlyCollection<string> typed)
    {
        _cmdlet = cmdlet;
        _typed = typed;
        var given = WithoutPaths(cmdlet.MyInvocation.BoundParameters.Where(parameter => typed.Contains(parameter.Key)).ToDictionary());
        var areTyped = RequireOnePlace(given);
        foreach (var (name, value) in given.Where(parameter => !Local.Contains(parameter.Key)))
        {
            (RemoteParameters.Names.Contains(name) ? _where : _parameters)[name] = value is SwitchParameter isOn ? isOn.IsPresent : value;
        }

        foreach (var (name, value) in cmdlet.Preferences.Where(preference => !given.ContainsKey(preference.Name)))
        {
            // Invoke-Command leaves the caller's preferences behind: a run that is only to be told of would be done.
            _parameters[name] = value;
        }

        if (given.TryGetValue(ErrorAction, out var action))
        {
            // It is about machines that cannot be reached, too.
            _where[ErrorAction] = action;
        }

        if (!areTyped)
        {
            RequireNoJob($"{nameof(RemoteParameters.HostName)} of the pipeline");
            _machines = new PipedMachines(cmdlet);
            return;
        }

        if (_where.ContainsKey(nameof(RemoteParameters.HostName)) && _where.ContainsKey(nameof(RemoteParameters.ThrottleLimit)))
        {
            RequireNoJob($"-{nameof(RemoteParameters.HostName)}, -{nameof(RemoteParameters.ThrottleLimit)}");
            UseSessions(OpenSessions());
        }

        Start(cmdlet.MyInvocation.ExpectingInput);
    }

    /// <summary>Sends to each machine what the pipeline has just brought, configuration files as their texts; or takes it for a machine.</summary>
    /// <exception cref="KubeadmException"><c>MissingMandatoryParameter</c>, <c>DuplicateMachine</c>: it names no machine, or one that was named before.</exception>
    public void SendPiped()
    {
        var bound = _cmdlet.MyInvocation.BoundParameters.Where(parameter => !_typed.Contains(parameter.Key)).ToList();
        if (_machines is not null)
        {
            _machines.Add(_cmdlet.PipedHostNames, bound.Select(parameter => parameter.Key));
            return;
        }

        var piped = bound.Find(parameter => _cmdlet.TakesWhole(parameter.Key)).Value ?? bound.FirstOrDefault().Value;
        var mayBeConfiguration = bound.Exists(parameter => parameter.Key == InputParameter);
        foreach (var one in LanguagePrimitives.GetEnumerable(piped)?.Cast<object>() ?? [piped])
        {
            foreach (var sent in mayBeConfiguration && ConfigurationSources.IsConfiguration(one) ? TextsOf(_cmdlet.ReadConfiguration([one])) : new[] { one })
            {
                _pipeline?.Process(sent);
            }
        }
    }

    /// <summary>Ends the run: what the machines have not given yet comes now.</summary>
    public void End()
    {
        if (_machines is { Named.Count: > 0 })
        {
            UseSessions(OpenOwnSessions(_machines.Named));
            Start(takesInput: false);
        }

        _pipeline?.End();
        if (_sessions.Length > 0)
        {
            _cmdlet.InvokeCommand.InvokeScript(Close, useNewScope: true, PipelineResultTypes.None, null, [_sessions]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pipeline?.Dispose();

        // For a run that was stopped before its end; those that are closed already stay so.
        foreach (var session in _sessions)
        {
            session.Runspace.Dispose();
        }
    }

    /// <summary>Begins on all machines at once, unless none was reached, which has been said.</summary>
    private void Start(bool takesInput)
    {
        if (_where[nameof(RemoteParameters.Session)] is PSSession[] { Length: 0 })
        {
            return;
        }

        object[] arguments = [_cmdlet.MyInvocation.MyCommand.Name, _parameters, takesInput];
        _pipeline = ScriptBlock.Create(Here).GetSteppablePipeline(_cmdlet.MyInvocation.CommandOrigin, [_where, ScriptBlock.Create(OnMachine), arguments]);

        // Invoke-Command does nothing where it is told to expect input and none comes.
        _pipeline.Begin(takesInput, (EngineIntrinsics)_cmdlet.GetVariableValue("ExecutionContext"));
    }

    /// <summary>Opens sessions to machines that are reached by SSH. One that is not reached is an error.</summary>
    private List<PSSession> OpenSessions()
    {
        var where = new Hashtable(_where);
        where.Remove(nameof(RemoteParameters.ThrottleLimit));
        where.Remove(ErrorAction);
        var opened = _cmdlet.InvokeCommand.InvokeScript(Open, useNewScope: true, PipelineResultTypes.None, null, where).Select(result => result.BaseObject).ToList();
        opened.OfType<ErrorRecord>().ToList().ForEach(_cmdlet.WriteError);
        return [.. opened.OfType<PSSession>()];
    }

    /// <summary>Opens a session to each machine of the pipeline, and gives it what is its own.</summary>
    private List<PSSession> OpenOwnSessions(IReadOnlyList<PipedMachine> machines)
    {
        const string name = "Name";
        _where[nameof(RemoteParameters.HostName)] = machines.Select(machine => machine.HostName).ToArray();
        _where[name] = machines.Select((_, index) => Invariant($"{index}")).ToArray();
        var sessions = OpenSessions();
        _where.Remove(name);
        foreach (var session in sessions)
        {
            if (machines[int.Parse(session.Name, CultureInfo.InvariantCulture)].Parameters is { Count: > 0 } own)
            {
                _cmdlet.InvokeCommand.InvokeScript(GiveOwn, useNewScope: true, PipelineResultTypes.None, null, session, own);
            }
        }

        return sessions;
    }

    /// <summary>Has the run go by sessions of its own: Invoke-Command has a limit for them, and none for machines that it reaches by SSH itself.</summary>
    private void UseSessions(List<PSSession> sessions)
    {
        _sessions = [.. sessions];
        var limit = _where[nameof(RemoteParameters.ThrottleLimit)];
        _where.Clear();
        _where[nameof(RemoteParameters.Session)] = _sessions;
        if (limit is not null)
        {
            _where[nameof(RemoteParameters.ThrottleLimit)] = limit;
        }
    }

    /// <summary>A job would go on after the sessions that are opened for it have been closed.</summary>
    private void RequireNoJob(string beside)
    {
        if (_where.ContainsKey(nameof(RemoteParameters.AsJob)))
        {
            throw new KubeadmException(ParameterWays.Ambiguous, $"{beside} and -{nameof(RemoteParameters.AsJob)} do not go together: open sessions (New-PSSession -HostName) and give them as -Session.")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = nameof(RemoteParameters.AsJob),
            };
        }
    }

    /// <summary>What was typed, with the texts of configuration files in the place of their paths: they are files of this machine.</summary>
    private Dictionary<string, object?> WithoutPaths(Dictionary<string, object> typed)
    {
        var made = typed.ToDictionary(parameter => parameter.Key, parameter => (object?)parameter.Value);
        made.Remove(LiteralPathParameter);
        if (_cmdlet.ReadConfiguration(typed.GetValueOrDefault(ConfigParameter) as object[], typed.GetValueOrDefault(LiteralPathParameter) as string[]) is { } configuration)
        {
            made[ConfigParameter] = TextsOf(configuration);
        }

        return made;
    }

    /// <summary>The texts of a configuration. One of a single line would be taken for a path.</summary>
    private static string[] TextsOf(ConfigurationText? configuration) => [.. (configuration?.Files ?? []).Select(file => file.Text + "\n")];

    /// <summary>Whether it was typed which machines. Where it was not, the pipeline has to bring them.</summary>
    private bool RequireOnePlace(IReadOnlyDictionary<string, object?> typed)
    {
        var places = RemoteParameters.Places.Where(typed.ContainsKey).ToList();
        if (places.Count > 1 || (places.Count == 0 && !_cmdlet.MyInvocation.ExpectingInput))
        {
            var given = RemoteParameters.Names.Where(typed.ContainsKey).ToList();
            throw new KubeadmException(
                places.Count == 0 ? ParameterWays.Missing : ParameterWays.Ambiguous,
                places.Count == 0 ? $"-{string.Join(", -", given)} needs to be told which machines: give -HostName, -ComputerName or -Session." : $"-{string.Join(" and -", places)} do not go together: give one of them.")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = given,
            };
        }

        return places.Count == 1;
    }
}
