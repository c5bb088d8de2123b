using System.Collections;

namespace Kubeadm.PowerShell.Remoting;

/// <summary>A machine that an object of the pipeline names.</summary>
/// <param name="HostName">How it is reached by SSH.</param>
/// <param name="Parameters">What the cmdlet is given on it and on no other.</param>
internal sealed record PipedMachine(string HostName, Hashtable Parameters);

/// <summary>
/// The machines that objects of the pipeline name by their property HostName, as the rows of a CSV file do. Each goes with the parameters that
/// its object has as properties; the object itself is no input of the cmdlet.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
internal sealed class PipedMachines(KubeadmCommand cmdlet)
{
    private readonly List<PipedMachine> _named = [];

    /// <summary>The error of an object that names no machine where another does.</summary>
    public static KubeadmException NoMachine =>
        Refused(ParameterWays.Missing, "an object of the pipeline names no machine: give -HostName, -ComputerName or -Session, or each object a property HostName");

    /// <summary>Those that were named, in their order.</summary>
    public IReadOnlyList<PipedMachine> Named => _named;

    /// <summary>Takes the machine that the object of the pipeline names which was bound last.</summary>
    /// <param name="hosts">What its property HostName was; null where it has none.</param>
    /// <param name="parameters">The names of the cmdlet's parameters that objects of the pipeline have brought, this one or one before.</param>
    /// <exception cref="KubeadmException"><c>MissingMandatoryParameter</c>, <c>DuplicateMachine</c>: it names no machine, or one that was named before.</exception>
    public void Add(string[]? hosts, IEnumerable<string> parameters)
    {
        // What PowerShell lists as bound keeps values of earlier objects; the cmdlet's properties do not. An empty cell of a table says nothing.
        var own = parameters.Where(name => !cmdlet.TakesWhole(name))
            .Select(name => (Name: name, Value: cmdlet.GetType().GetProperty(name)?.GetValue(cmdlet)))
            .Where(parameter => parameter.Value is not (null or ""));
        foreach (var host in hosts ?? throw NoMachine)
        {
            if (_named.Exists(machine => machine.HostName.Equals(host, StringComparison.OrdinalIgnoreCase)))
            {
                throw Refused("DuplicateMachine", $"the pipeline names the machine {host} twice: leave one of them out");
            }

            _named.Add(new PipedMachine(host, new Hashtable(own.ToDictionary(parameter => parameter.Name, parameter => parameter.Value))));
        }
    }

    private static KubeadmException Refused(string id, string message) => new(id, message) { Kind = KubeadmErrorKind.InvalidInput, Target = nameof(RemoteParameters.HostName) };
}
