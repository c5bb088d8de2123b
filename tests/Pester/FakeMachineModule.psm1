# The module on a machine of FakeMachines.ps1.
Import-Module "$env:FAKE_MODULE/Kubeadm.psd1"
$real = @{}
Get-Command -CommandType Cmdlet -Module Kubeadm | ForEach-Object { $real[$_.Name] = $_ }

function Add-FakeLine([string]$Path, [string]$Line) {
    <# .SYNOPSIS Appends a line to a file that other machines append to at the same time: one at a time, so that none is lost. #>
    for ($try = 0; $true; $try++) {
        try {
            $file = [IO.File]::Open($Path, 'Append', 'Write', 'None')
            break
        } catch [IO.IOException] {
            if ($try -ge 500) { throw }
            Start-Sleep -Milliseconds 10
        }
    }
    try { $file.Write([Text.Encoding]::UTF8.GetBytes("$Line`n")) } finally { $file.Dispose() }
}

function Write-Call([string]$Name, [Collections.IDictionary]$Given) {
    $words = $Given.Keys | Where-Object { $_ -notin 'InputObject', 'Config', 'ErrorAction', 'WarningAction', 'Confirm', 'DryRun' -and "$($Given[$_])" -ne 'False' } | Sort-Object |
        ForEach-Object { "$($Given[$_])" -eq 'True' ? "-$_" : "-$_ $($Given[$_])" }
    Add-FakeLine $env:FAKE_CALLS ("$([Environment]::MachineName) $Name $words".TrimEnd())
}

function Test-Refusal([string]$Name) {
    # A file on the machine says which cmdlet fails there.
    if (Test-Path "$env:FAKE_MACHINE/fails-$Name") { throw "$Name does not work here" }
}

function Install-DryRun([string]$Folder) {
    cp -a "$Folder/root/." /
    Remove-Item $Folder -Recurse -Force
}

function Initialize-KubeCluster {
    [CmdletBinding(SupportsShouldProcess)]
    param([object[]]$Config, [string]$NodeName, [string]$ControlPlaneEndpoint, [string]$PodNetworkCidr, [string]$KubernetesVersion, [string[]]$IgnorePreflightError, [switch]$UploadCerts)

    Write-Call Initialize-KubeCluster $PSBoundParameters
    Test-Refusal Initialize-KubeCluster
    $PSBoundParameters.IgnorePreflightError = 'all'
    $folder = "$env:FAKE_MACHINE/init"
    & $real['Initialize-KubeCluster'] @PSBoundParameters -DryRunPath $folder -WarningAction SilentlyContinue
    Install-DryRun $folder
}

function Join-KubeNode {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(ValueFromPipeline)] [object]$InputObject, [switch]$ControlPlane, [string]$NodeName, [string[]]$IgnorePreflightError, [switch]$DryRun)

    process {
        $token = [Net.NetworkCredential]::new('', $InputObject.Token).Password
        Write-Call "Join-KubeNode with token $token" $PSBoundParameters
        Add-FakeLine "$env:FAKE_CALLS-times" "$([Environment]::MachineName) begin"
        Test-Refusal Join-KubeNode
        Start-Sleep -Milliseconds 1500
        if ($ControlPlane) {
            $null = New-Item -ItemType Directory -Force /etc/kubernetes/manifests
            Set-Content /etc/kubernetes/manifests/kube-apiserver.yaml '{ apiVersion: v1, kind: Pod, metadata: { name: kube-apiserver }, spec: { containers: [{ name: kube-apiserver, image: "registry.k8s.io/kube-apiserver:v1.36.3" }] } }'
        }
        $null = New-Item -ItemType Directory -Force /etc/kubernetes, /var/lib/kubelet/pki
        $key = [Security.Cryptography.ECDsa]::Create()
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("O=system:nodes, CN=system:node:$NodeName", $key, 'SHA256')
        $client = '/var/lib/kubelet/pki/kubelet-client-current.pem'
        Set-Content $client $request.CreateSelfSigned([DateTimeOffset]::Now, [DateTimeOffset]::Now.AddDays(364)).ExportCertificatePem(), $key.ExportECPrivateKeyPem()
        Set-Content /etc/kubernetes/kubelet.conf @"
apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: "https://$($InputObject.ApiServerEndpoint)", certificate-authority: $client } }]
users: [{ name: u, user: { client-certificate: $client, client-key: $client } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]
current-context: x
"@
        Add-FakeLine "$env:FAKE_CALLS-times" "$([Environment]::MachineName) end"
        [pscustomobject]@{ Name = $NodeName; IsControlPlane = [bool]$ControlPlane }
    }
}

function New-KubeJoinInfo {
    [CmdletBinding(SupportsShouldProcess)]
    param([string]$Kubeconfig, [switch]$UploadCerts, [timespan]$Ttl, [string]$Description)

    Write-Call New-KubeJoinInfo $PSBoundParameters
    Test-Refusal New-KubeJoinInfo
    [pscustomobject]@{
        ApiServerEndpoint = '192.0.2.10:6443'
        Token             = ConvertTo-SecureString abcdef.0123456789abcdef -AsPlainText
        TokenId           = 'abcdef'
        CaCertHashes      = @('sha256:' + 'a' * 64)
        CertificateKey    = $UploadCerts ? (ConvertTo-SecureString ('b' * 64) -AsPlainText) : $null
    }
}

function Remove-KubeToken {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Position = 0)] [object[]]$Id, [string]$Kubeconfig)

    Write-Call Remove-KubeToken $PSBoundParameters
    [pscustomobject]@{ Action = 'Delete'; Target = "secrets/kube-system/bootstrap-token-$Id" }
}

function Test-KubeNode {
    [CmdletBinding()]
    param([string]$Workflow, [object[]]$Config, [string]$KubernetesVersion, [string]$Kubeconfig, [string[]]$IgnorePreflightError)

    $fails = Test-Path "$env:FAKE_MACHINE/fails-Test-KubeNode"
    [pscustomobject]@{ Name = 'Swap'; Outcome = 'Warning'; Message = 'swap is on' }
    [pscustomobject]@{ Name = $Workflow -eq 'Upgrade' ? 'EtcdHealth' : 'Port-10250'; Outcome = $fails ? 'Failed' : 'Passed'; Message = $fails ? 'does not work here' : '' }
}

function Reset-KubeNode {
    [CmdletBinding(SupportsShouldProcess)]
    param([switch]$Force)

    Write-Call Reset-KubeNode $PSBoundParameters
    Test-Refusal Reset-KubeNode
    # Not all of the folder: what this machine has in its own, below those of the fake ones, cannot be removed by them.
    Remove-Item /etc/kubernetes/manifests, /etc/kubernetes/pki, /etc/kubernetes/*.conf -Recurse -Force -ErrorAction Ignore
    [pscustomobject]@{ Phase = 'preflight'; Status = 'Succeeded'; Left = @() }
    [pscustomobject]@{ Phase = 'cleanup-node'; Status = 'Succeeded'; Left = @([pscustomobject]@{ Target = '/etc/cni/net.d' }) }
}

function Update-KubeCertificate {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Position = 0)] [string[]]$Name, [switch]$Restart, [object[]]$Config, [string]$Kubeconfig)

    Write-Call Update-KubeCertificate $PSBoundParameters
    Test-Refusal Update-KubeCertificate
    $null = $PSBoundParameters.Remove('Restart')
    & $real['Update-KubeCertificate'] @PSBoundParameters -WarningAction SilentlyContinue
}

function Invoke-KubeDscResource {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Position = 0)] [string]$Name, [Parameter(Position = 1)] [string]$Method, [Parameter(Position = 2)] [object]$Property)

    # There is no cluster that could answer, or say what is missing of it.
    $state = & $real['Invoke-KubeDscResource'] $Name $Method $Property
    [pscustomobject]@{
        NodeName        = $state.NodeName
        Role            = $state.Role
        ClusterEndpoint = $state.ClusterEndpoint
        ClusterVersion  = 'v1.36.3'
        Unfinished      = [string[]]::new(0)
        Problem         = (Test-Path "$env:FAKE_MACHINE/fails-health") ? 'the API server does not answer' : $null
    }
}

Export-ModuleMember -Function *-Kube* -Cmdlet *
