using ResourceBuilder;

// ResourceBuilder ROOT: writes what DSC reads of the resources into the repository, from the types of their states: a manifest with its
// schema for each in dsc/, and the classes of the module KubeadmDsc. `build.ps1 Resources` runs it after a change of these types.
foreach (var file in ResourceFiles.All())
{
    File.WriteAllText(Path.Combine(args[0], file.Path), file.Text);
}
