namespace Kubeadm.Engine.Tests.Workflows.Upgrade;

/// <summary>What becomes of a static Pod when its manifest is new.</summary>
internal enum PodFate
{
    /// <summary>It runs and is ready.</summary>
    Runs,

    /// <summary>Its container ends each time that it is started.</summary>
    EndsAgainAndAgain,

    /// <summary>Its container ends when it is started, and runs when it is started again some seconds later.</summary>
    EndsOnce,

    /// <summary>It runs, and does not become ready.</summary>
    IsNotReady,

    /// <summary>The kubelet does not start it; what ran before is gone.</summary>
    IsNotStarted,

    /// <summary>The kubelet does not see the manifest; what ran before runs on.</summary>
    IsNotNoticed,

    /// <summary>It runs and is ready, and the API server does not hear of it.</summary>
    IsNotMirrored,
}
