namespace Kubeadm.Host.Completion;

/// <summary>What a word of a command line can become.</summary>
/// <param name="Text">The whole word.</param>
/// <param name="Description">What it means, in a line; empty where nothing is to be said.</param>
internal readonly record struct Candidate(string Text, string Description = "");
