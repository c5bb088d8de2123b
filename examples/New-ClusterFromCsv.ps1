<#
.SYNOPSIS
Makes a cluster of the machines that a CSV file lists.

.DESCRIPTION
The columns of the file are Name (of the node), HostName (how ssh reaches the machine: HOST or USER@HOST) and Role (ControlPlane or
Worker). The first control plane is made by Initialize-KubeCluster, the others join one after the other, since etcd takes one new member
at a time, and then the workers join at once, -ThrottleLimit of them at a time.

It can be run again. A machine that is a node already is left alone, so that a run that was cut off is finished by the same line, and new
rows are new nodes. A new cluster is begun only where every control plane of the file was reached and none of them is a node: the file of a
cluster never makes a second one because its first machine was lost.

Every new machine is checked before anything is changed, with -WhatIf too. One that fails its checks, or whose join fails, does not stop
the others, unless it is the first control plane.

Returns an object for each row. Its Status is Created (the cluster), Joined, Unchanged, Failed, Pending (not begun, because of what failed
before), Planned (with -WhatIf) or Skipped (the question of -Confirm was answered with no). Where something failed there is an error at the
end; with -ErrorAction Stop the script ends with exit code 1 then.

The bootstrap token lives only as long as the run. It needs the module Kubeadm here and, with an SSH server that has the subsystem
powershell, on each machine: Get-Help about_Kubeadm_Remoting.

.PARAMETER Path
The CSV file.

.PARAMETER ControlPlaneEndpoint
The stable name or address of the control plane, with a port: of a load balancer, or a DNS name. Further control planes need it.

.PARAMETER PodNetworkCidr
The addresses of Pods, such as 10.244.0.0/16, where the network plugin wants them.

.PARAMETER KubernetesVersion
The version of Kubernetes. By default the newest stable one, which the first control plane asks the release server for.

.PARAMETER Config
A kubeadm configuration file of this machine, in the place of the three parameters before. It should have a controlPlaneEndpoint.

.PARAMETER IgnorePreflightError
Names of preflight checks whose errors are warnings, on every machine.

.PARAMETER Kubeconfig
The administrator's kubeconfig on a control plane, by which tokens are made.

.PARAMETER ThrottleLimit
How many machines are asked, checked or joined at once.

.PARAMETER UserName
The account on the machines, where HostName does not say it. It has to be root.

.PARAMETER KeyFilePath
The file of the private key for ssh.

.PARAMETER Options
Options of ssh, as of ssh_config: @{ StrictHostKeyChecking = 'accept-new' }.

.EXAMPLE
./New-ClusterFromCsv.ps1 ./cluster.csv -ControlPlaneEndpoint api.example.com:6443 -PodNetworkCidr 10.244.0.0/16 -UserName root -WhatIf

Reaches and checks the machines, says what would be done, and changes nothing.

.EXAMPLE
./New-ClusterFromCsv.ps1 ./cluster.csv -Config ./kubeadm.yaml -UserName root -ThrottleLimit 16 | Format-Table Name, Role, Status, Duration, Message

Makes the cluster of a configuration file, sixteen workers at a time.

.EXAMPLE
./New-ClusterFromCsv.ps1 ./cluster.csv -ControlPlaneEndpoint api.example.com:6443 -ErrorAction Stop | Where-Object Status -EQ Joined

In a pipeline of CI: joins what is new in the file, and ends with exit code 1 where something failed.
#>
#requires -Version 7.4
#requires -Modules Kubeadm
[CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Parameters')]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory, Position = 0)]
    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf }, ErrorMessage = '{0} is no file.')]
    [string]$Path,

    [Parameter(Mandatory, ParameterSetName = 'Parameters')]
    [ValidateNotNullOrEmpty()]
    [string]$ControlPlaneEndpoint,

    [Parameter(ParameterSetName = 'Parameters')]
    [ValidateNotNullOrEmpty()]
    [string]$PodNetworkCidr,

    [Parameter(ParameterSetName = 'Parameters')]
    [ValidateNotNullOrEmpty()]
    [string]$KubernetesVersion,

    [Parameter(Mandatory, ParameterSetName = 'Config')]
    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf }, ErrorMessage = '{0} is no file.')]
    [string]$Config,

    [ValidateNotNullOrEmpty()]
    [string[]]$IgnorePreflightError,

    [ValidateNotNullOrEmpty()]
    [string]$Kubeconfig = '/etc/kubernetes/admin.conf',

    [ValidateRange(1, 1000)]
    [int]$ThrottleLimit = 8,

    [ValidateNotNullOrEmpty()]
    [string]$UserName,

    [ValidateNotNullOrEmpty()]
    [string]$KeyFilePath,

    [hashtable]$Options
)

Set-StrictMode -Version Latest
$askedErrorAction = $ErrorActionPreference
$ErrorActionPreference = 'Stop'

function Read-NodeList([string]$Path) {
    <# .SYNOPSIS Returns the rows of the file as nodes, or says all that is wrong with them. #>
    $rows = @(Import-Csv -LiteralPath $Path)
    $problems = @(
        if (-not $rows) { 'it has no rows' }
        elseif ($missing = 'Name', 'HostName', 'Role' | Where-Object { $_ -notin $rows[0].PSObject.Properties.Name }) { "it has no column $($missing -join ', ')" }
        else {
            $rows | Where-Object { -not $_.Name -or -not $_.HostName } | ForEach-Object { "a row lacks Name or HostName: $($_.Name)$($_.HostName)" }
            $rows | Where-Object Role -NotIn ControlPlane, Worker | ForEach-Object { "$($_.Name) has the role '$($_.Role)', which is neither ControlPlane nor Worker" }
            'Name', 'HostName' | ForEach-Object { $rows | Group-Object $_ | Where-Object Count -GT 1 | ForEach-Object { "$($_.Name) is there $($_.Count) times" } }
            if ('ControlPlane' -notin $rows.Role) { 'it has no control plane' }
        }
    )
    if ($problems) { throw "$Path is no list of nodes: $($problems -join '; ')." }
    foreach ($row in $rows) {
        [pscustomobject]@{ Name = $row.Name; HostName = $row.HostName; Role = $row.Role; State = $null; Session = $null; Result = $null; Begun = $null }
    }
}

function Complete-Node([pscustomobject]$Node, [string]$Status, [string]$Message = '') {
    <# .SYNOPSIS Writes down how a node ended and returns that. #>
    $Node.Result = [pscustomobject]@{
        PSTypeName = 'Kubeadm.Examples.ClusterNode'
        Name       = $Node.Name
        HostName   = $Node.HostName
        Role       = $Node.Role
        Status     = $Status
        Duration   = $Node.Begun ? [datetime]::UtcNow - $Node.Begun : [timespan]::Zero
        Message    = $Message
    }
    $Node.Result
}

function Skip-Node([pscustomobject[]]$Node, [string]$Reason) {
    <# .SYNOPSIS Returns those that have not ended as not begun. #>
    foreach ($one in $Node | Where-Object { -not $_.Result }) { Complete-Node $one -Status Pending -Message $Reason }
}

function Open-Node([pscustomobject[]]$Node, [hashtable]$Connection, [int]$ThrottleLimit) {
    <# .SYNOPSIS Opens a session to each machine and asks what it is. Returns the results of those that cannot be asked. #>
    $problems = $null
    foreach ($session in New-PSSession -HostName $Node.HostName -Name $Node.Name @Connection -ErrorAction SilentlyContinue -ErrorVariable problems) {
        ($Node | Where-Object Name -EQ $session.Name).Session = $session
    }
    $reasons = @{}
    foreach ($problem in $problems) { $reasons[$problem.TargetObject.ConnectionInfo.ComputerName] = $problem.Exception.Message }

    $reached = @($Node | Where-Object Session)
    if ($reached) {
        $ask = { Invoke-KubeDscResource KubeNode Get @{} }
        foreach ($state in Invoke-Command -Session $reached.Session -ScriptBlock $ask -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue -ErrorVariable problems) {
            ($reached | Where-Object { $_.Session.InstanceId -eq $state.RunspaceId }).State = $state
        }
        foreach ($problem in $problems) { $reasons[$problem.OriginInfo.PSComputerName] = $problem.Exception.Message }
    }
    foreach ($one in $Node | Where-Object { -not $_.State }) {
        Complete-Node $one -Status Failed -Message "It cannot be asked: $($reasons[($one.HostName -split '@')[-1]])"
    }
}

function Test-NewNode([pscustomobject[]]$Node, [hashtable]$Check, [int]$ThrottleLimit) {
    <# .SYNOPSIS Checks machines that are to become nodes. Returns the results of those that are not fit for it. #>
    $checks = @(Test-KubeNode @Check -Session $Node.Session -ThrottleLimit $ThrottleLimit -ErrorAction SilentlyContinue -ErrorVariable problems)
    foreach ($one in $Node) {
        $own = @($checks | Where-Object RunspaceId -EQ $one.Session.InstanceId)
        $failed = @($own | Where-Object Outcome -EQ Failed)
        if ($failed) { Complete-Node $one -Status Failed -Message "Checks failed: $(($failed | ForEach-Object { "$($_.Name): $($_.Message)" }) -join '; ')" }
        elseif (-not $own) { Complete-Node $one -Status Failed -Message "It cannot be checked: $($problems | Select-Object -First 1)" }
    }
}

function Join-Worker([pscustomobject[]]$Node, [psobject]$Join, [hashtable]$Preflight, [int]$ThrottleLimit) {
    <# .SYNOPSIS Joins workers, so many at a time. Each has a job of its own, since each has a name of its own. #>
    $waiting = [Collections.Generic.Queue[object]]::new($Node)
    $running = @{}
    try {
        while ($waiting.Count -or $running.Count) {
            while ($waiting.Count -and $running.Count -lt $ThrottleLimit) {
                $one = $waiting.Dequeue()
                $one.Begun = [datetime]::UtcNow
                $job = $Join | Join-KubeNode -Session $one.Session -NodeName $one.Name @Preflight -AsJob -Confirm:$false
                $running[$job.Id] = $one
            }
            $job = Wait-Job -Id @($running.Keys) -Any
            $one = $running[$job.Id]
            try {
                $null = Receive-Job $job -ErrorAction Stop
                Complete-Node $one Joined
            }
            catch { Complete-Node $one -Status Failed -Message "$_" }
            $running.Remove($job.Id)
            Remove-Job $job
        }
    }
    finally {
        # Ctrl+C: a join that is cut off is finished by the next run.
        if ($running.Count) { Remove-Job -Id @($running.Keys) -Force }
    }
}

$nodes = @(Read-NodeList $Path)
$connection = @{}
foreach ($name in 'UserName', 'KeyFilePath', 'Options') { if ($PSBoundParameters.ContainsKey($name)) { $connection[$name] = $PSBoundParameters[$name] } }
$preflight = $IgnorePreflightError ? @{ IgnorePreflightError = $IgnorePreflightError } : @{}
$cluster = @{}
foreach ($name in 'ControlPlaneEndpoint', 'PodNetworkCidr', 'KubernetesVersion') { if ($PSBoundParameters.ContainsKey($name)) { $cluster[$name] = $PSBoundParameters[$name] } }
$check = @{}
# The file is one of this machine: its text goes over.
if ($Config) { $check.Config = $cluster.Config = (Get-Content -LiteralPath $Config -Raw) + "`n" }
elseif ($KubernetesVersion) { $check.KubernetesVersion = $KubernetesVersion }

$join = $null
$first = $null
try {
    Open-Node $nodes -Connection $connection -ThrottleLimit $ThrottleLimit
    foreach ($node in $nodes | Where-Object { $_.State -and $_.State.Role -ne 'None' }) {
        if ($node.State.Role -eq $node.Role) { Complete-Node $node -Status Unchanged -Message "It is a node of $($node.State.ClusterEndpoint)." }
        else { Complete-Node $node -Status Failed -Message "It is a $($node.State.Role) already. Reset it first (Reset-KubeNode), or change its role in the file." }
    }

    # A control plane that is there goes on; only where none is, the first one of the file begins a cluster.
    $controlPlanes = @($nodes | Where-Object Role -EQ ControlPlane)
    $first = $controlPlanes | Where-Object { $_.Result -and $_.Result.Status -eq 'Unchanged' } | Select-Object -First 1
    $makesCluster = -not $first
    if ($makesCluster) {
        $first = $controlPlanes[0]
        $unsure = @($controlPlanes | Where-Object Result)
        if ($unsure) { Skip-Node $nodes "No cluster is begun: it is not known whether $($unsure.Name -join ', ') should have one." }
        elseif (Test-NewNode $first -Check (@{ Workflow = 'Init' } + $check + $preflight) -ThrottleLimit $ThrottleLimit) {
            $first.Result
            Skip-Node $nodes "The first control plane, $($first.Name), is not fit for it."
        }
    }
    $joining = @($nodes | Where-Object { -not $_.Result -and -not ($makesCluster -and $_ -eq $first) })
    if ($joining) { Test-NewNode $joining -Check (@{ Workflow = 'Join' } + $preflight) -ThrottleLimit $ThrottleLimit }

    $wanted = @{ ControlPlane = @(); Worker = @() }
    foreach ($node in $nodes | Where-Object { -not $_.Result }) {
        $action = $makesCluster -and $node -eq $first ? 'Make it the first control plane of a cluster' : "Join it as a $($node.Role)"
        if ($PSCmdlet.ShouldProcess("$($node.Name) ($($node.HostName))", $action)) { $wanted[$node.Role] += $node }
        else { Complete-Node $node -Status ($WhatIfPreference ? 'Planned' : 'Skipped') -Message $action }
    }

    if ($makesCluster -and $first.Result) { Skip-Node $nodes 'There is no cluster to join.' }
    elseif ($makesCluster) {
        $first.Begun = [datetime]::UtcNow
        try {
            $arguments = @{ NodeName = $first.Name; Confirm = $false } + $cluster + $preflight
            $null = Invoke-Command -Session $first.Session -ScriptBlock { param($Arguments) Initialize-KubeCluster @Arguments } -ArgumentList $arguments -ErrorAction Stop
            Complete-Node $first Created
        }
        catch {
            Complete-Node $first -Status Failed -Message "$_"
            Skip-Node $nodes 'The first control plane was not made.'
        }
    }

    $further = @($wanted.ControlPlane | Where-Object { -not $_.Result })
    $workers = @($wanted.Worker | Where-Object { -not $_.Result })
    if ($further -or $workers) {
        $arguments = @{ Kubeconfig = $Kubeconfig; UploadCerts = [bool]$further; Confirm = $false }
        try { $join = Invoke-Command -Session $first.Session -ScriptBlock { param($Arguments) New-KubeJoinInfo @Arguments } -ArgumentList $arguments -ErrorAction Stop }
        catch { Skip-Node $nodes "$($first.Name) does not say how to join: $_" }
    }
    if ($join) {
        foreach ($node in $further) {
            $node.Begun = [datetime]::UtcNow
            try {
                $null = $join | Join-KubeNode -ControlPlane -Session $node.Session -NodeName $node.Name @preflight -Confirm:$false -ErrorAction Stop
                Complete-Node $node Joined
            }
            catch { Complete-Node $node -Status Failed -Message "$_" }
        }
        if ($workers) { Join-Worker $workers -Join $join -Preflight $preflight -ThrottleLimit $ThrottleLimit }
    }
}
finally {
    if ($join) {
        $arguments = @{ Id = $join.TokenId; Kubeconfig = $Kubeconfig; Confirm = $false }
        $null = Invoke-Command -Session $first.Session -ScriptBlock { param($Arguments) Remove-KubeToken @Arguments } -ArgumentList $arguments -ErrorAction Continue
    }
    $sessions = @($nodes.Session | Where-Object { $_ })
    if ($sessions) { Remove-PSSession $sessions -WhatIf:$false -Confirm:$false }
}

$failed = @($nodes | Where-Object { $_.Result.Status -in 'Failed', 'Pending' })
if ($failed) {
    # Not terminating, so that the results reach who assigns them; -ErrorAction Stop makes it so.
    $ErrorActionPreference = $askedErrorAction
    $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new(
            [InvalidOperationException]::new("$($failed.Count) of $($nodes.Count) nodes were not made: $($failed.Name -join ', '). Run it again when the causes are mended."),
            'NodesNotMade', 'OperationStopped', $failed.Result))
}
