# The part of interrupted.sh that stays in one PowerShell session: pipelines that create keys are stopped at random moments. After each, no thread
# of the key factory may be at work; at the end the session itself must end with 0.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Config,
    [Parameter(Mandatory)] [string] $Folder,
    [int] $Runs = 100
)
$ErrorActionPreference = 'Stop'

# A thread that has ended may stand in the kernel's list for a moment, which is much shorter than a key takes.
function Test-KeyWork {
    $names = { Get-ChildItem /proc/self/task | ForEach-Object { Get-Content "$($_.FullName)/comm" -ErrorAction Ignore } }
    (& $names) -contains 'key factory' -and $(Start-Sleep -Milliseconds 50; (& $names) -contains 'key factory')
}

$state = [initialsessionstate]::CreateDefault()
$state.ImportPSModule($Module)
$runspace = [runspacefactory]::CreateRunspace($state)
$runspace.Open()
$stopped = $ended = $left = 0
foreach ($run in 1..$Runs) {
    $pipeline = [powershell]::Create($runspace)
    $null = switch ($run % 2) {
        0 { $pipeline.AddCommand('New-KubeCertificate').AddParameter('Config', $Config).AddParameter('CertDir', "$Folder-$run") }
        1 { $pipeline.AddCommand('Initialize-KubeCluster').AddParameter('Config', $Config).AddParameter('DryRun').AddParameter('DryRunPath', "$Folder-$run") }
    }
    $task = $pipeline.BeginInvoke()
    Start-Sleep -Milliseconds (Get-Random -Maximum 600)
    $pipeline.Stop()
    if ($pipeline.InvocationStateInfo.State -eq 'Stopped') { $stopped++ } else { $ended++ }
    if (Test-KeyWork) { $left++ }
    $null = $task
    $pipeline.Dispose()
    Remove-Item "$Folder-$run" -Recurse -Force -ErrorAction Ignore
}
$runspace.Dispose()
"one session: $stopped stopped, $ended had ended before, $left with a key in hand after their end"
exit [int]($left -gt 0)
