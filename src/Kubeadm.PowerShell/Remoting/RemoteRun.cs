using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Kubeadm.Engine.Configuration.Documents;

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
    private const string ConfigParameter = "Config";
    private const string LiteralPathParameter = "LiteralPath";
    private const string InputParameter = "InputObject";

    /// <summary>What PowerShell does with the results here, and what is about here.</summary>
    private static readonly string[] Local = ["ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"];

    private readonly KubeadmCommand _cmdlet;
    private readonly HashSet<string> _typed;
    private readonly SteppablePipeline? _pipeline;
    private PSSession[] _sessions = [];

    /// <summary>Begins a run with what was typed: nothing of the pipeline is bound yet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <exception cref="KubeadmException"><c>AmbiguousParameterSet</c>, <c>MissingMandatoryParameter</c>: it is not told which machines, or in several ways.</exception>
    public RemoteRun(KubeadmCommand cmdlet)
    {
        _cmdlet = cmdlet;
        _typed = [.. cmdlet.MyInvocation.BoundParameters.Keys];
        var typed = WithoutPaths(cmdlet.MyInvocation.BoundParameters);
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

        object[] arguments = [cmdlet.MyInvocation.MyCommand.Name, parameters, cmdlet.MyInvocation.ExpectingInput];
        _pipeline = ScriptBlock.Create(Here).GetSteppablePipeline(cmdlet.MyInvocation.CommandOrigin, [where, ScriptBlock.Create(OnMachine), arguments]);
        _pipeline.Begin(cmdlet);
    }

    /// <summary>Sends to each machine what the pipeline has just brought, configuration files as their texts.</summary>
    public void SendPiped()
    {
        var bound = _cmdlet.MyInvocation.BoundParameters.Where(parameter => !_typed.Contains(parameter.Key)).ToList();
        var piped = bound.Find(parameter => IsFromPipeline(parameter.Key)).Value ?? bound.FirstOrDefault().Value;
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

    /// <summary>What was typed, with the texts of configuration files in the place of their paths: they are files of this machine.</summary>
    private Dictionary<string, object?> WithoutPaths(IReadOnlyDictionary<string, object> typed)
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

    private bool IsFromPipeline(string parameter) =>
        _cmdlet.GetType().GetProperty(parameter)?.GetCustomAttributes<ParameterAttribute>().Any(attribute => attribute.ValueFromPipeline) == true;

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
