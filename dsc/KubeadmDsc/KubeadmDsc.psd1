@{
    RootModule           = 'KubeadmDsc.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'e2b0f0a7-5d3e-4c38-9a5f-6e1f0d3c7b42'
    Author               = 'The Kubeadm for PowerShell authors'
    CompanyName          = 'The Kubeadm for PowerShell authors'
    Copyright            = 'Copyright The Kubeadm for PowerShell authors. Apache License 2.0.'
    Description          = 'DSC resources for nodes of Kubernetes, as classes: control planes, workers, certificates, tokens and kubeadm configurations.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredModules      = @(@{ ModuleName = 'Kubeadm'; ModuleVersion = '0.1.0' })
    DscResourcesToExport = @(
        'KubeadmConfig'
        'KubeCertificate'
        'KubeControlPlane'
        'KubeNode'
        'KubeToken'
    )
    # AliasesToExport is not there on purpose: where all three are, PowerShell 7 does not look for resources in modules that are not imported.
    FunctionsToExport    = @()
    CmdletsToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('DSC', 'DSCResource', 'Kubernetes', 'kubeadm', 'Linux', 'Windows', 'PSEdition_Core')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'Each release is described in CHANGELOG.md of the module Kubeadm.'
        }
    }
}
