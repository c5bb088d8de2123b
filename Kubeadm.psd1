@{
    RootModule           = 'Kubeadm.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0f4c52-6c1b-4b0e-9d55-2f7b1a6f7c31'
    Author               = 'The Kubeadm for PowerShell authors'
    CompanyName          = 'The Kubeadm for PowerShell authors'
    Copyright            = 'Copyright The Kubeadm for PowerShell authors. Apache License 2.0.'
    Description          = 'Makes Kubernetes clusters as kubeadm does, byte for byte, with objects instead of text.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredAssemblies   = @('Kubeadm.Contracts.dll')
    FormatsToProcess     = @('Kubeadm.format.ps1xml')
    CmdletsToExport      = @(
        'Compare-KubeUpgrade'
        'Convert-KubeadmConfig'
        'Export-KubeadmConfig'
        'Export-KubeReport'
        'Get-KubeadmConfig'
        'Get-KubeadmPhase'
        'Get-KubeadmVersion'
        'Get-KubeCertificate'
        'Get-KubeComponentConfig'
        'Get-KubeHistory'
        'Get-KubeImage'
        'Get-KubeToken'
        'Get-KubeUpgradePlan'
        'Import-KubeCertificate'
        'Initialize-KubeCluster'
        'Invoke-KubeadmPhase'
        'Invoke-KubeDscResource'
        'Invoke-KubeUpgrade'
        'Join-KubeNode'
        'New-KubeadmConfig'
        'New-KubeCertificate'
        'New-KubeCertificateKey'
        'New-KubeCertificateRequest'
        'New-KubeConfig'
        'New-KubeJoinInfo'
        'New-KubeToken'
        'Publish-KubeCertificate'
        'Remove-KubeToken'
        'Request-KubeImage'
        'Reset-KubeNode'
        'Test-KubeadmConfig'
        'Test-KubeNode'
        'Test-KubePatch'
        'Update-KubeCertificate'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @('Get-KubeJoinInfo')
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Kubernetes', 'kubeadm', 'Cluster', 'Certificates', 'DevOps', 'Linux', 'Windows', 'PSEdition_Core')
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ReleaseNotes = 'Each release is described in CHANGELOG.md, which the package holds.'
        }
    }
}
