namespace Kubeadm.Engine.Ports.Node;

/// <summary>The machine: everything the engine reads from it or does to it. The live one is this machine; a dry run records.</summary>
public interface INode
{
    /// <summary>The file system.</summary>
    INodeFileSystem Files { get; }

    /// <summary>The service manager that was found, or null when there is none that is known.</summary>
    IServiceManager? Services { get; }

    /// <summary>Programs on the node.</summary>
    IProcessRunner Processes { get; }

    /// <summary>The network as the node sees it.</summary>
    INodeNetwork Network { get; }

    /// <summary>Operating system facts.</summary>
    INodeSystem System { get; }

    /// <summary>Excludes other runs that change the node.</summary>
    INodeLock Lock { get; }

    /// <summary>The records of the runs that changed the node.</summary>
    IRunStore Runs { get; }

    /// <summary>The operating system's log.</summary>
    IJournal Journal { get; }

    /// <summary>The clock. Tests set it.</summary>
    TimeProvider Clock { get; }
}
