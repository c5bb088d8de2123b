<#
.SYNOPSIS
Replaces the machine of a node: takes the old one out of the cluster and joins a new one in the same role.

.DESCRIPTION
Nothing is taken down before it is known that it can be replaced. In this order:

- Check: the new machine passes the checks of a join, and is no node.
- JoinInfo: a control plane of the cluster makes a token; for a control plane it uploads the certificates too.
- Drain: kubectl on that control plane evicts the Pods of the old node.
- Reset: the old machine leaves, its member of etcd too (Reset-KubeNode).
- Remove: kubectl deletes the old Node object.
- Join: the new machine joins as what the old one was.
- Verify: the new machine says what it is, and kubectl waits until its Node is ready.

Returns an object for each step: Step, Target, Status (Done, Unchanged, Skipped, Planned, Failed), Duration and Message. The first step that fails
ends the run with an error. Run the same line again when its cause is mended: what is done is found done. Where the old machine was reset by
then it no longer knows its role; give -Role.

Without kubectl on the control plane the steps Drain and Remove are left out with a warning; a new node needs another name then. A control plane
that is lost for good leaves a member of etcd behind, which has to be removed with etcdctl before another joins: without -OldHostName that is
not done here, and a warning says so.

.PARAMETER NodeName
The node whose machine is replaced.

.PARAMETER OldHostName
The machine that it is on, as HOST or USER@HOST. Without it that machine is gone: it is not reset.

.PARAMETER NewHostName
The machine that comes in its place.

.PARAMETER NewNodeName
The name of the new node. By default that of the old one.

.PARAMETER ControlPlaneHostName
A control plane of the cluster that stays.

.PARAMETER Role
What the node is: ControlPlane or Worker. By default what the old machine says.

.PARAMETER DrainTimeout
How long Pods have to go. After that the drain fails, and nothing has been taken down.

.PARAMETER ReadyTimeout
How long the new node has to become ready.

.PARAMETER IgnorePreflightError
Names of preflight checks whose errors are warnings on the new machine.

.PARAMETER Kubeconfig
The administrator's kubeconfig on the control plane.

.PARAMETER UserName
The account on the machines, where their names do not say it. It has to be root.

.PARAMETER KeyFilePath
The file of the private key for ssh.

.PARAMETER Options
Options of ssh, as of ssh_config: @{ StrictHostKeyChecking = 'accept-new' }.

.EXAMPLE
./Move-NodeToMachine.ps1 w3 -OldHostName 10.0.0.23 -NewHostName 10.0.0.43 -ControlPlaneHostName cp1 -UserName root -WhatIf

Checks the new machine and says what would be done.

.EXAMPLE
./Move-NodeToMachine.ps1 cp2 -OldHostName cp2-old -NewHostName cp2-new -ControlPlaneHostName cp1 -UserName root | Format-Table Step, Target, Status, Message

Replaces a control plane. It asks first; -Confirm:$false answers.

.EXAMPLE
./Move-NodeToMachine.ps1 w3 -NewHostName 10.0.0.43 -NewNodeName w4 -Role Worker -ControlPlaneHostName cp1 -UserName root -Confirm:$false

Replaces a worker whose machine burned down.
#>
#requires -Version 7.4
#requires -Modules Kubeadm
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidatePattern('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', ErrorMessage = '{0} is no name of a node.')]
    [string]$NodeName,

    [ValidateNotNullOrEmpty()]
    [string]$OldHostName,

    [Parameter(Mandatory)]
    [ValidateNotNullOrEmpty()]
    [string]$NewHostName,

    [ValidatePattern('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', ErrorMessage = '{0} is no name of a node.')]
    [string]$NewNodeName,

    [Parameter(Mandatory)]
    [ValidateNotNullOrEmpty()]
    [string]$ControlPlaneHostName,

    [ValidateSet('ControlPlane', 'Worker')]
    [string]$Role,

    [timespan]$DrainTimeout = '00:10:00',

    [timespan]$ReadyTimeout = '00:05:00',

    [ValidateNotNullOrEmpty()]
    [string[]]$IgnorePreflightError,

    [ValidateNotNullOrEmpty()]
    [string]$Kubeconfig = '/etc/kubernetes/admin.conf',

    [ValidateNotNullOrEmpty()]
    [string]$UserName,

    [ValidateNotNullOrEmpty()]
    [string]$KeyFilePath,

    [hashtable]$Options
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Invoke-Step([string]$Step, [string]$Target, [scriptblock]$Action) {
    <# .SYNOPSIS Does a step and returns how it went; what the block returns is the message, and a first word of status where it is one. #>
    $begun = [datetime]::UtcNow
    $result = [pscustomobject]@{ Step = $Step; Target = $Target; Status = 'Done'; Duration = [timespan]::Zero; Message = '' }
    try {
        $status, $message = & $Action
        $result.Status = $status
        $result.Message = "$message"
    }
    catch {
        $result.Status = 'Failed'
        $result.Message = "$_"
    }
    $result.Duration = [datetime]::UtcNow - $begun
    $result
    if ($result.Status -eq 'Failed') {
        throw [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new("$Step of $Target failed: $($result.Message)"), 'ReplacementFailed', 'OperationStopped', $result)
    }
}

function Get-MachineState([string]$Machine) {
    <# .SYNOPSIS Returns what a machine is. #>
    Invoke-Command -HostName $Machine @where -ScriptBlock { Invoke-KubeDscResource KubeNode Get @{} } -ErrorAction Stop
}

function Invoke-Kubectl([string[]]$Argument) {
    <# .SYNOPSIS Runs kubectl on the control plane, and returns what it says. #>
    Invoke-Command -HostName $ControlPlaneHostName @where -ArgumentList $Kubeconfig, $Argument -ErrorAction Stop -ScriptBlock {
        param($Kubeconfig, $Argument)
        $said = kubectl --kubeconfig $Kubeconfig @Argument 2>&1 | Out-String
        if ($LASTEXITCODE -ne 0) { throw "kubectl $($Argument[0]): $($said.Trim())" }
        $said.Trim()
    }
}

$where = @{}
foreach ($name in 'UserName', 'KeyFilePath', 'Options') { if ($PSBoundParameters.ContainsKey($name)) { $where[$name] = $PSBoundParameters[$name] } }
$preflight = $IgnorePreflightError ? @{ IgnorePreflightError = $IgnorePreflightError } : @{}
if (-not $NewNodeName) { $NewNodeName = $NodeName }
if ($ControlPlaneHostName -in $OldHostName, $NewHostName) { throw '-ControlPlaneHostName has to be a control plane that stays.' }

$keeper = Get-MachineState $ControlPlaneHostName
if ($keeper.Role -ne 'ControlPlane') { throw "$ControlPlaneHostName is no control plane." }
$old = $OldHostName ? (Get-MachineState $OldHostName) : $null
$new = Get-MachineState $NewHostName
$oldIsNode = $old -and $old.Role -ne 'None'
if ($oldIsNode -and $old.NodeName -ne $NodeName) { throw "$OldHostName is the node $($old.NodeName), not $NodeName." }
if (-not $Role) {
    if ($oldIsNode) { $Role = $old.Role }
    elseif ($new.Role -ne 'None') { $Role = $new.Role }
    else { throw 'The old machine does not say what it was: give -Role.' }
}
if ($oldIsNode -and $old.Role -ne $Role) { throw "$OldHostName is a $($old.Role), not a $Role." }
if ($new.Role -ne 'None' -and ($new.Role -ne $Role -or $new.NodeName -ne $NewNodeName)) { throw "$NewHostName is the $($new.Role) $($new.NodeName) already." }
$hasKubectl = Invoke-Command -HostName $ControlPlaneHostName @where -ScriptBlock { [bool](Get-Command kubectl -CommandType Application -ErrorAction Ignore) } -ErrorAction Stop
if (-not $hasKubectl -and $NewNodeName -eq $NodeName) { throw "$ControlPlaneHostName has no kubectl, which would delete the old Node: give the new one another name (-NewNodeName), or install kubectl." }
$joins = $new.Role -eq 'None'

if ($joins) {
    Invoke-Step Check -Target $NewHostName -Action {
        $failed = @(Test-KubeNode -HostName $NewHostName @where -Workflow Join @preflight -ErrorAction Stop | Where-Object Outcome -EQ Failed)
        if ($failed) { throw (($failed | ForEach-Object { "$($_.Name): $($_.Message)" }) -join '; ') }
        'Done'
    }
}
if (-not $PSCmdlet.ShouldProcess("$NodeName ($Role): $($OldHostName ? $OldHostName : 'its machine, which is gone,') by $NewHostName", 'Replace')) {
    foreach ($step in 'JoinInfo', 'Drain', 'Reset', 'Remove', 'Join', 'Verify') {
        $target = @{ JoinInfo = $ControlPlaneHostName; Reset = $OldHostName; Join = $NewHostName; Verify = $NewNodeName }[$step] ?? $NodeName
        Invoke-Step $step -Target $target -Action { $WhatIfPreference ? 'Planned' : 'Skipped' }
    }
    return
}
if (-not $hasKubectl) { Write-Warning "$ControlPlaneHostName has no kubectl: Pods are not evicted, and the Node $NodeName stays. Delete it." }
if (-not $OldHostName -and $Role -eq 'ControlPlane') { Write-Warning "A member of etcd of $NodeName that is left has to be removed before another joins (etcdctl member remove)." }

$join = $null
try {
    if ($joins) {
        Invoke-Step JoinInfo -Target $ControlPlaneHostName -Action {
            $arguments = @{ Kubeconfig = $Kubeconfig; UploadCerts = $Role -eq 'ControlPlane'; Confirm = $false }
            $script:join = Invoke-Command -HostName $ControlPlaneHostName @where -ScriptBlock { param($Arguments) New-KubeJoinInfo @Arguments } -ArgumentList $arguments -ErrorAction Stop
            'Done', "token $($script:join.TokenId)"
        }
    }

    # With the same name the Node may be the new machine's already.
    $oldNodeIsThere = $hasKubectl -and ($joins -or $NewNodeName -ne $NodeName) -and (Invoke-Kubectl get, node, $NodeName, '--ignore-not-found', '-o', 'name')
    Invoke-Step Drain -Target $NodeName -Action {
        if (-not $hasKubectl) { 'Skipped', 'there is no kubectl' }
        elseif (-not $oldNodeIsThere) { 'Unchanged', 'there is no such Node' }
        else {
            # A machine that is gone cannot tell that its Pods ended.
            $gone = $OldHostName ? @() : @('--force', '--grace-period=0')
            $null = Invoke-Kubectl (@('drain', $NodeName, '--ignore-daemonsets', '--delete-emptydir-data', "--timeout=$([int]$DrainTimeout.TotalSeconds)s") + $gone)
            'Done'
        }
    }
    Invoke-Step Reset -Target ($OldHostName ? $OldHostName : $NodeName) -Action {
        if (-not $OldHostName) { 'Skipped', 'the machine is gone' }
        elseif (-not $oldIsNode) { 'Unchanged', 'it is no node' }
        else {
            $phases = @(Reset-KubeNode -HostName $OldHostName @where -Force -Confirm:$false -ErrorAction Stop)
            'Done', (@($phases | ForEach-Object Left | ForEach-Object Target) -join ', ')
        }
    }
    Invoke-Step Remove -Target $NodeName -Action {
        if (-not $hasKubectl) { 'Skipped', 'there is no kubectl' }
        elseif (-not $oldNodeIsThere) { 'Unchanged', 'there is no such Node' }
        else { 'Done', (Invoke-Kubectl delete, node, $NodeName) }
    }
    Invoke-Step Join -Target $NewHostName -Action {
        if (-not $joins) { 'Unchanged', 'it is that node' }
        else {
            $null = $script:join | Join-KubeNode -HostName $NewHostName @where -NodeName $NewNodeName -ControlPlane:($Role -eq 'ControlPlane') @preflight -Confirm:$false -ErrorAction Stop
            'Done'
        }
    }
    Invoke-Step Verify -Target $NewNodeName -Action {
        $state = Get-MachineState $NewHostName
        if ($state.Role -ne $Role -or $state.NodeName -ne $NewNodeName) { throw "$NewHostName is the $($state.Role) $($state.NodeName)" }
        if ($hasKubectl) { $null = Invoke-Kubectl wait, "node/$NewNodeName", '--for=condition=Ready', "--timeout=$([int]$ReadyTimeout.TotalSeconds)s" }
        'Done', "a $Role of $($state.ClusterEndpoint)"
    }
}
finally {
    if ($join) {
        $arguments = @{ Id = $join.TokenId; Kubeconfig = $Kubeconfig; Confirm = $false }
        $null = Invoke-Command -HostName $ControlPlaneHostName @where -ScriptBlock { param($Arguments) Remove-KubeToken @Arguments } -ArgumentList $arguments -ErrorAction Continue
    }
}
