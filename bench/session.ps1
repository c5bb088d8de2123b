# The part of compare.sh that stays in one PowerShell session: dry runs of the module and of kubeadm in turn, after two uncounted ones.
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Kubeadm,
    [Parameter(Mandatory)] [string] $Config,
    [Parameter(Mandatory)] [string] $Folder,
    [int] $Runs = 7
)
$ErrorActionPreference = 'Stop'
Import-Module $Module

function Measure-Seconds([scriptblock] $Work) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    & $Work
    $watch.Elapsed.TotalSeconds.ToString([cultureinfo]::InvariantCulture)
}

$theirFolder = Join-Path $Folder 'session-kubeadm'
$env:KUBEADM_INIT_DRYRUN_DIR = $theirFolder
foreach ($run in -1..$Runs) {
    $ourFolder = Join-Path $Folder "session-$run"
    $ourSeconds = Measure-Seconds {
        $null = Initialize-KubeCluster -DryRun -DryRunPath $ourFolder -Config $Config -IgnorePreflightError all 3>$null 6>$null
    }
    Remove-Item $ourFolder, $theirFolder -Recurse -Force -ErrorAction Ignore
    $null = New-Item $theirFolder -ItemType Directory
    $theirSeconds = Measure-Seconds { & $Kubeadm init --dry-run --config $Config --ignore-preflight-errors=all *>$null }
    if ($LASTEXITCODE -ne 0) { throw "kubeadm failed with $LASTEXITCODE" }
    if ($run -gt 0) {
        Add-Content (Join-Path $Folder 'a') $ourSeconds
        Add-Content (Join-Path $Folder 'b') $theirSeconds
    }
}
