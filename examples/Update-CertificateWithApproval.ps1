<#
.SYNOPSIS
Renews the certificates of control planes that end soon, after somebody approved the plan, one control plane after the other.

.DESCRIPTION
Asks each control plane which of its certificates end within -Days, and shows the plan: an object for each certificate, with the node, its
end, and what is to be done: Renew, or Manual with the reason, for authorities and for certificates whose authority is kept elsewhere. With
-WhatIf that is all.

Then it asks for approval, in one of three ways:

- A person at the prompt is asked once, for the whole plan.
- -ApprovalFile: a file that somebody wrote after reading the plan. A line of it has to be the plan's PlanId, which changes with the
  certificates: an approval is good for this plan and for no later one. Without the file, or with another identifier in it, nothing is done,
  and the error tells the identifier.
- -Approval: a script block that is given the plan and returns $true or $false: it may ask a ticket system.

The control planes are renewed in the order given, each with -Restart, so that what uses a certificate is started again and waited for. After each
one its health is checked: its cluster answers, nothing is missing, etcd is healthy, and none of the renewed certificates ends soon any more.
The first one that fails ends the run; those after it are not touched.

Returns the plan where nothing was done, else an object for each control plane: Status is Renewed, Failed or Pending, and RunId names the
records on the node (Get-KubeHistory). Where something failed there is an error at the end, and with -ErrorAction Stop exit code 1.

Where certificates have ended already, etcd's members do not find together one by one: run Update-KubeCertificate all -Restart on all control
planes at the same time (Get-Help about_Kubeadm_Certificates).

.PARAMETER HostName
The control planes, as HOST or USER@HOST.

.PARAMETER Days
Certificates with less than so many days left are renewed.

.PARAMETER ApprovalFile
The file in which somebody approved the plan.

.PARAMETER Approval
A script block that approves: it is given the objects of the plan, and returns whether to go on.

.PARAMETER PlanPath
Writes the plan into this file as JSON, for those who approve; with -WhatIf too.

.PARAMETER Kubeconfig
The administrator's kubeconfig on the control planes.

.PARAMETER UserName
The account on the control planes, where HostName does not say it. It has to be root.

.PARAMETER KeyFilePath
The file of the private key for ssh.

.PARAMETER Options
Options of ssh, as of ssh_config: @{ StrictHostKeyChecking = 'accept-new' }.

.EXAMPLE
./Update-CertificateWithApproval.ps1 -HostName cp1, cp2, cp3 -UserName root -Days 60 -WhatIf | Format-Table Node, Name, DaysLeft, Action, Reason

Shows the plan and changes nothing.

.EXAMPLE
./Update-CertificateWithApproval.ps1 -HostName cp1, cp2, cp3 -UserName root

Shows the plan, asks, and renews.

.EXAMPLE
./Update-CertificateWithApproval.ps1 -HostName cp1, cp2, cp3 -UserName root -PlanPath ./plan.json -ApprovalFile ./approved.txt -ErrorAction Stop

In automation: the first run writes plan.json and fails. Somebody reads it and writes its PlanId into approved.txt; the next run renews.

.EXAMPLE
./Update-CertificateWithApproval.ps1 -HostName cp1 -UserName root -Approval { param($Plan) (Invoke-RestMethod "https://tickets.example.com/$($Plan[0].PlanId)").approved }

Asks a ticket system.
#>
#requires -Version 7.4
#requires -Modules Kubeadm
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'Prompt')]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateNotNullOrEmpty()]
    [string[]]$HostName,

    [ValidateRange(1, 3650)]
    [int]$Days = 30,

    [Parameter(Mandatory, ParameterSetName = 'File')]
    [ValidateNotNullOrEmpty()]
    [string]$ApprovalFile,

    [Parameter(Mandatory, ParameterSetName = 'Script')]
    [scriptblock]$Approval,

    [ValidateNotNullOrEmpty()]
    [string]$PlanPath,

    [ValidateNotNullOrEmpty()]
    [string]$Kubeconfig = '/etc/kubernetes/admin.conf',

    [ValidateNotNullOrEmpty()]
    [string]$UserName,

    [ValidateNotNullOrEmpty()]
    [string]$KeyFilePath,

    [hashtable]$Options
)

Set-StrictMode -Version Latest
$askedErrorAction = $ErrorActionPreference
$ErrorActionPreference = 'Stop'

function Get-PlannedAction([psobject]$Certificate) {
    <# .SYNOPSIS Returns what is to be done with a certificate, and why that is not a renewal. #>
    if ($Certificate.IsAuthority) { 'Manual', 'An authority is not renewed: that is a project of its own.' }
    elseif ($Certificate.ExternallyManaged) { 'Manual', 'Its authority is elsewhere: New-KubeCertificateRequest and Import-KubeCertificate.' }
    elseif ($Certificate.Name -like 'kubelet-*') { 'Manual', 'The kubelet renews it itself; look at its log.' }
    else { 'Renew', '' }
}

function Get-Plan([hashtable]$Where) {
    <# .SYNOPSIS Returns an object for each certificate that ends soon, by the order of the machines. #>
    $soon = foreach ($machine in $HostName) {
        try { $certificates = @(Get-KubeCertificate -HostName $machine @Where -Kubeconfig $Kubeconfig -WarningAction SilentlyContinue -ErrorAction Stop) }
        catch { throw "There is no plan without $machine, which cannot be asked: $_" }
        foreach ($certificate in $certificates) {
            if ($null -eq $certificate.NotAfter -or $certificate.NotAfter -gt [datetime]::UtcNow.AddDays($Days)) { continue }
            $action, $reason = Get-PlannedAction $certificate
            [pscustomobject]@{
                PlanId     = ''
                Node       = $machine
                Name       = $certificate.Name
                Path       = $certificate.Path
                NotAfter   = $certificate.NotAfter
                DaysLeft   = $certificate.DaysLeft
                Action     = $action
                Reason     = $reason
                Thumbprint = $certificate.Thumbprint
            }
        }
    }
    $text = ($soon | ForEach-Object { "$($_.Node) $($_.Name) $($_.Thumbprint) $($_.Action)" }) -join "`n"
    $id = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($text))).Substring(0, 16).ToLowerInvariant()
    $soon | ForEach-Object { $_.PlanId = $id; $_ }
}

function Test-ApprovalFile([string]$Path, [string]$PlanId) {
    <# .SYNOPSIS Whether somebody approved this plan in a file. #>
    (Test-Path -LiteralPath $Path -PathType Leaf) -and $PlanId -in (Get-Content -LiteralPath $Path | ForEach-Object Trim)
}

function Test-Health([string]$Machine, [string[]]$Name, [hashtable]$Where) {
    <# .SYNOPSIS Returns what is wrong with a control plane after its renewal; nothing when all is well. #>
    $state = Invoke-Command -HostName $Machine @Where -ScriptBlock { Invoke-KubeDscResource KubeControlPlane Get @{} } -ErrorAction Stop
    if ($state.Problem) { "its cluster does not answer: $($state.Problem)"; return }
    $unfinished = @($state.Unfinished | Where-Object { $_ })
    if ($unfinished) { "it is not whole: $($unfinished -join ', ')" }
    $checks = Test-KubeNode -HostName $Machine @Where -Workflow Upgrade -KubernetesVersion $state.ClusterVersion -Kubeconfig $Kubeconfig -ErrorAction Stop
    $checks | Where-Object { $_.Outcome -eq 'Failed' -and $_.Name -in 'EtcdHealth', 'ControlPlaneNodesReady' } | ForEach-Object { "$($_.Name): $($_.Message)" }
    Get-KubeCertificate -HostName $Machine @Where -Kubeconfig $Kubeconfig -Name $Name -WarningAction SilentlyContinue -ErrorAction Stop |
        Where-Object { $null -eq $_.NotAfter -or $_.NotAfter -le [datetime]::UtcNow.AddDays($Days) } |
        ForEach-Object { "$($_.Name) still ends $($_.NotAfter): a validity of less than $Days days is configured" }
}

function Invoke-Renewal([string]$Machine, [object[]]$Planned, [hashtable]$Where) {
    <# .SYNOPSIS Renews what is planned for a control plane, checks it, and returns the record of that. #>
    $begun = [datetime]::UtcNow
    $status = 'Renewed'
    $message = ''
    $renewed = @()
    $runs = @()
    $last = $null
    try {
        $last = Get-KubeHistory -HostName $Machine @Where -Last 1 -ErrorAction Stop
        $how = @{ Name = @($Planned.Name); Restart = $true; Kubeconfig = $Kubeconfig; Confirm = $false; ErrorAction = 'Stop' }
        $renewed = @(Update-KubeCertificate -HostName $Machine @Where @how | Where-Object Action -EQ Update)
        $wrong = @(Test-Health $Machine -Name $Planned.Name -Where $Where)
        if ($wrong) { throw "It was renewed, and is not healthy: $($wrong -join '; ')" }
    }
    catch {
        $status = 'Failed'
        $message = "$_"
    }
    # By their identifiers, for the clocks of two machines differ.
    try { $runs = @(Get-KubeHistory -HostName $Machine @Where -Workflow Renewal, Restart -ErrorAction Stop | Where-Object { -not $last -or $_.RunId -gt $last.RunId }) }
    catch { $message = "$message The records of the runs cannot be read: $_".Trim() }
    [pscustomobject]@{
        PlanId       = $Planned[0].PlanId
        Node         = $Machine
        Status       = $status
        Certificates = @($Planned.Name)
        Renewed      = @($renewed.Name)
        NotAfter     = $renewed | Sort-Object NotAfter | Select-Object -First 1 -ExpandProperty NotAfter
        RunId        = @($runs | ForEach-Object RunId)
        Begun        = $begun
        Duration     = [datetime]::UtcNow - $begun
        Message      = $message
    }
}

$where = @{}
foreach ($name in 'UserName', 'KeyFilePath', 'Options') { if ($PSBoundParameters.ContainsKey($name)) { $where[$name] = $PSBoundParameters[$name] } }
$HostName = @($HostName | Select-Object -Unique)

$plan = @(Get-Plan $where)
if ($PlanPath) { ConvertTo-Json -InputObject $plan -Depth 3 | Set-Content -LiteralPath $PlanPath -WhatIf:$false -Confirm:$false }
$toRenew = @($plan | Where-Object Action -EQ Renew)
if (-not $toRenew) {
    Write-Verbose "No certificate that can be renewed ends within $Days days."
    return $plan
}

$nodes = @($HostName | Where-Object { $_ -in $toRenew.Node })
$text = "Renew $($toRenew.Count) certificates, one control plane after the other, and start again what uses them:`n" +
    (($toRenew | ForEach-Object { "  $($_.Node)  $($_.Name)  $($_.DaysLeft) days left" }) -join "`n")
$id = $plan[0].PlanId
if ($WhatIfPreference) {
    $null = $PSCmdlet.ShouldProcess($text, $text, "Plan $id")
    return $plan
}

$approved = switch ($PSCmdlet.ParameterSetName) {
    'File' { Test-ApprovalFile $ApprovalFile $id }
    'Script' { [bool](& $Approval $plan) }
    default { $PSCmdlet.ShouldProcess($text, $text, "Plan $id") }
}
if (-not $approved) {
    if ($PSCmdlet.ParameterSetName -eq 'Prompt') { return $plan }
    $plan
    $ErrorActionPreference = $askedErrorAction
    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new(
            [UnauthorizedAccessException]::new("The plan $id is not approved: nothing was done.$($ApprovalFile ? " To approve it, write the line $id into $ApprovalFile." : '')"),
            'PlanNotApproved', 'PermissionDenied', $plan))
    return
}

$failed = $null
foreach ($node in $nodes) {
    $planned = @($toRenew | Where-Object Node -EQ $node)
    if ($failed) {
        [pscustomobject]@{
            PlanId = $id; Node = $node; Status = 'Pending'; Certificates = @($planned.Name); Renewed = @(); NotAfter = $null; RunId = @()
            Begun = $null; Duration = [timespan]::Zero; Message = "Not begun, because $($failed.Node) failed."
        }
        continue
    }
    $done = Invoke-Renewal $node -Planned $planned -Where $where
    $done
    if ($done.Status -eq 'Failed') { $failed = $done }
}
if ($failed) {
    # Not terminating, so that the records reach who assigns them; -ErrorAction Stop makes it so.
    $ErrorActionPreference = $askedErrorAction
    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new(
            [InvalidOperationException]::new("The renewal stopped at $($failed.Node): $($failed.Message)"), 'RenewalFailed', 'OperationStopped', $failed))
}
