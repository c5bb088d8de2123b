using Kubeadm.Testing;
using ResourceBuilder;

namespace Kubeadm.Engine.Tests.DesiredState;

/// <summary>What DSC reads of the resources, against the types that it is written from.</summary>
public sealed class ResourceFilesTests
{
    [Fact]
    public void Manifests_and_classes_are_those_of_the_types() => Assert.All(
        ResourceFiles.All(),
        file => Assert.True(
            file.Text == File.ReadAllText(Path.Combine(RepositoryFiles.Root, file.Path)), $"{file.Path} is not what its type says: run build.ps1 Resources"));
}
