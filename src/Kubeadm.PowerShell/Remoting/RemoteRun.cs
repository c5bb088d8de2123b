using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Kubeadm.PowerShell.Remoting;

/// <summary>
/// The run of a cmdlet on other machines: Invoke-Command with what was typed, to which the pipeline's objects go on. What comes back, errors
/// too, has the machine's name (PSComputerName).
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
    private const string Close = "param($Sessions) Remove-PSSession $Sessions";

    private const string ErrorAction = "ErrorAction";

    /// <summary>What PowerShell does with the results here, and what is about here.</summary>
    private static readonly string[] Local = ["ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"];

    private readonly PSCmdlet _cmdlet;
    private readonly SteppablePipeline? _pipeline;
    private PSSession[] _sessions = [];

    /// <summary>Begins a run.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="typed">What was typed: nothing of the pipeline.</param>
    /// <param name="hasInput">Whether something is piped into it.</param>
    /// <exception cref="KubeadmException"><c>AmbiguousParameterSet</c>, <c>MissingMandatoryParameter</c>: it is not told which machines, or in several ways.</exception>
    public RemoteRun(PSCmdlet cmdlet, IReadOnlyDictionary<string, object?> typed, bool hasInput)
    {
        _cmdlet = cmdlet;
        RequireOnePlace(typed);
        var where = new Hashtable();
        var parameters = new Hashtable();
        foreach (var (name, value) in typed.Where(parameter => !Local.Contains(parameter.Key)))
        {
            (RemoteParameters.Names.Contains(name) ? where : parameters)[name] = value is SwitchParameter given ? given.IsPresent : value;
        }

        if (typed.TryGetValue(ErrorAction, out var action))
        {
            // It is about machines that cannot be reached, too.
            where[ErrorAction] = action;
        }

        if (where.ContainsKey(nameof(RemoteParameters.HostName)) && where.ContainsKey(nameof(RemoteParameters.ThrottleLimit)))
        {
            where = OpenSessions(where);
        }

        if (where[nameof(RemoteParameters.Session)] is PSSession[] { Length: 0 })
        {
            // None of the machines was reached, which has been said.
            return;
        }

        object[] arguments = [cmdlet.MyInvocation.MyCommand.Name, parameters, hasInput];
        _pipeline = ScriptBlock.Create(Here).GetSteppablePipeline(cmdlet.MyInvocation.CommandOrigin, [where, ScriptBlock.Create(OnMachine), arguments]);
        _pipeline.Begin(cmdlet);
    }

    /// <summary>Sends an object of the pipeline to each machine.</summary>
    public void Send(object input) => _pipeline?.Process(input);

    /// <summary>Ends the run: what the machines have not given yet comes now.</summary>
    public void End()
    {
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

    /// <summary>Invoke-Command has a limit for sessions, and none for machines that it reaches by SSH itself.</summary>
    private Hashtable OpenSessions(Hashtable where)
    {
        if (where.ContainsKey(nameof(RemoteParameters.AsJob)))
        {
            throw new KubeadmException(ParameterWays.Ambiguous, "-HostName, -ThrottleLimit and -AsJob do not go together: open sessions (New-PSSession -HostName) and give them as -Session.")
            {
                Kind = KubeadmErrorKind.InvalidInput,
                Target = nameof(RemoteParameters.ThrottleLimit),
            };
        }

        var limit = where[nameof(RemoteParameters.ThrottleLimit)];
        where.Remove(nameof(RemoteParameters.ThrottleLimit));
        where.Remove(ErrorAction);
        var opened = _cmdlet.InvokeCommand.InvokeScript(Open, useNewScope: true, PipelineResultTypes.None, null, where).Select(result => result.BaseObject).ToList();
        _sessions = [.. opened.OfType<PSSession>()];
        opened.OfType<ErrorRecord>().ToList().ForEach(_cmdlet.WriteError);
        return new Hashtable { [nameof(RemoteParameters.Session)] = _sessions, [nameof(RemoteParameters.ThrottleLimit)] = limit };
    }

    private static void RequireOnePlace(IReadOnlyDictionary<string, object?> typed)
    {
        var places = RemoteParameters.Places.Where(typed.ContainsKey).ToList();
        if (places.Count != 1)
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
    }
}
