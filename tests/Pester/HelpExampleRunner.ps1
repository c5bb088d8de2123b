<#
.SYNOPSIS
Runs the examples of pages until no page is left in the queue, where Invoke-HelpExample has made a scratch machine.

.PARAMETER Folder
Has queue, results and template.

.PARAMETER Scratch
The folder of this machine.

.PARAMETER HostProgram
kubeadm-ps.
#>
param([string]$Folder, [string]$Scratch, [string]$Module, [string]$HostProgram)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/Pwsh.ps1"
. "$PSScriptRoot/FakeCluster.ps1"
. "$PSScriptRoot/FakeMachines.ps1"
. "$PSScriptRoot/HelpExamples.ps1"
$setups = . "$PSScriptRoot/HelpExampleSetups.ps1"
$limit = [timespan]'0:02:00'

$env:KUBEADM_PS_STATE = $null
$env:PSModulePath = "$(Split-Path $Module)$([IO.Path]::PathSeparator)$env:PSModulePath"
$null = Enter-FakeNetwork $Scratch $Module -Base "$Scratch/base" -SharedNetwork
foreach ($program in 'apt-get', 'apt-mark', 'crictl', 'dsc', 'journalctl') { Set-Content "$Scratch/tools/$program" "#!/bin/sh" }
# Nothing runs that could be stopped.
Set-Content "$Scratch/tools/systemctl" "#!/bin/sh`ncase `"`$*`" in *is-active*) exit 3 ;; esac"
# What acts on a node is a dry run here as well.
Set-Content "$Scratch/tools/kubeadm-ps" @"
#!/bin/sh
case "`$1 `$2 `$3 `$4" in
'upgrade apply phase control-plane') set -- "`$@" --dry-run ;;
init*|'upgrade apply'*|'upgrade node'*) set -- "`$@" --dry-run --ignore-preflight-errors=all ;;
'upgrade plan'*) set -- "`$@" --ignore-preflight-errors=all ;;
Initialize-*) set -- "`$@" -IgnorePreflightError all ;;
esac
exec '$HostProgram' "`$@"
"@
chmod 755 (Get-ChildItem "$Scratch/tools").FullName
$env:PATH = "$Scratch/tools:$env:PATH"
$objects = [hashtable]::Synchronized(@{})
$env:KUBECONFIG = $null
$join = Get-Content "$Folder/template/here/join.json" -Raw | ConvertFrom-Json
$authority = [Convert]::ToBase64String([IO.File]::ReadAllBytes("$Folder/template/cp1/etc/kubernetes/pki/ca.crt"))
$clusterInfo = "{ apiVersion: v1, kind: Config, clusters: [{ name: '', cluster: { server: 'https://192.0.2.10:6443', certificate-authority-data: $authority } }], contexts: [], users: [], current-context: '' }"
$served = Get-Content "$PSScriptRoot/../Kubeadm.Testing/Clusters/one-control-plane.json" -Raw

# Over the machine before, which stays mounted: this machine's own files are never in reach of what an example left running.
$renew = @'
for d in etc var/lib; do
    mkdir -p "$0/upper/$d" "$0/work/$d" && cp -a "$1/$d/." "$0/upper/$d/" && mount -t overlay overlay -o "lowerdir=$3/base/$d,upperdir=$0/upper/$d,workdir=$0/work/$d" /$d || exit
done
mkdir -p /var/lib/etcd && mount -t tmpfs tmpfs /var/lib/etcd && cp -a "$2/here" "$0/here" || exit
[ "$4" ] || exit 0
rm -rf "$3/machines" && cp -a "$2/machines" "$3/machines" && for m in "$3/machines"/*; do mkdir -p "$m/work/etc" "$m/work/var/lib"; done
'@

function Initialize-Machine([string]$Kind, [string]$Name, [bool]$Others) {
    <# .SYNOPSIS Makes the machine, its folder, the cluster, and the other machines if there are, what they are at first. #>
    $place = "$Scratch/$Name"
    sh -c $renew $place "$Folder/template/$Kind" "$Folder/template" $Scratch ($Others ? 'others' : '')
    if ($LASTEXITCODE -ne 0) { throw "The scratch machine could not be made." }
    $objects.Clear()
    ($served | ConvertFrom-Json -AsHashtable).GetEnumerator() | ForEach-Object { $objects[$_.Key] = $_.Value }
    $objects['/api/v1/namespaces/kube-public/configmaps/cluster-info'] = @{ apiVersion = 'v1'; kind = 'ConfigMap'; metadata = @{ name = 'cluster-info'; namespace = 'kube-public' }; data = @{ kubeconfig = $clusterInfo } }
    $id, $secretPart = $join.Token -split '\.'
    foreach ($token in @{ Id = $id; Secret = $secretPart; Minutes = 30 }, @{ Id = 'abcdef'; Secret = '0123456789abcdef'; Minutes = 30 }, @{ Id = 'uvwxyz'; Secret = '0123456789abcdef'; Minutes = -30 }) {
        $data = @{ 'token-id' = $token.Id; 'token-secret' = $token.Secret; description = 'rack 12'; 'usage-bootstrap-authentication' = 'true'; expiration = [datetime]::UtcNow.AddMinutes($token.Minutes).ToString('yyyy-MM-ddTHH:mm:ssZ') }
        @($data.Keys) | ForEach-Object { $data[$_] = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($data[$_])) }
        $secret = "bootstrap-token-$($token.Id)"
        $objects["/api/v1/namespaces/kube-system/secrets/$secret"] = @{ apiVersion = 'v1'; kind = 'Secret'; type = 'bootstrap.kubernetes.io/token'; metadata = @{ name = $secret; namespace = 'kube-system' }; data = $data }
    }
    "$place/here"
}

function Invoke-Step($Session, [string]$Script, [object[]]$Arguments) {
    <# .SYNOPSIS Runs a script in a session, and tells how much it returned and what went wrong. #>
    $mistakes = $null
    $null = [Management.Automation.Language.Parser]::ParseInput($Script, [ref]$null, [ref]$mistakes)
    # What is cut off would be waited for.
    if ($mistakes) { return @{ Problems = [string[]]$mistakes.Message } }
    $shell = [powershell]::Create($Session).AddScript($Script)
    $Arguments | ForEach-Object { $null = $shell.AddArgument($_) }
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    $none = [Management.Automation.PSDataCollection[psobject]]::new()
    $none.Complete()
    $running = $shell.BeginInvoke($none, $output)
    $problems = [Collections.Generic.List[string]]::new()
    if ($running.AsyncWaitHandle.WaitOne($limit)) {
        try { $null = $shell.EndInvoke($running) } catch { $problems.Add("$($_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId) $($_.Exception.InnerException.Message)") }
    } else {
        $problems.Add("It did not end within $limit.")
        if (-not $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne($limit)) { throw "It cannot be stopped: $Script" }
    }
    # What a program says on its error stream is no error: its exit code tells that.
    $shell.Streams.Error | Where-Object FullyQualifiedErrorId -NotLike 'NativeCommandError*' | ForEach-Object { $problems.Add("$($_.FullyQualifiedErrorId) $_") }
    $shell.Dispose()
    @{ Count = $output.Count; Problems = $problems }
}

Copy-Item "$Folder/template/here/kubeadm.yaml", "$Folder/template/here/patches" /root -Recurse -Force

# On a machine already: looking up a name takes long without its resolv.conf.
$null = Initialize-Machine -Kind blank -Name start
$server = Start-FakeApiServer -Objects $objects -Folder $Scratch -Address 192.0.2.10 -Certificate "$Folder/template/cp1/etc/kubernetes/pki/apiserver.crt"
$initial = [initialsessionstate]::CreateDefault2()
$initial.ImportPSModule("$Module/Kubeadm.psd1")
$count = 0
foreach ($file in Get-ChildItem "$Folder/queue") {
    # Who moves a page away has it.
    $page = "$Scratch/$($file.Name)"
    try { [IO.File]::Move($file.FullName, $page) } catch [IO.IOException] { continue }
    $session = [runspacefactory]::CreateRunspace($initial)
    $session.Open()
    $results = foreach ($example in Get-Content $page -Raw | ConvertFrom-Json) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $setup = @{}
        foreach ($key in '*', $example.Page, $example.Name | Where-Object { $setups[$_] }) { $setups[$key].GetEnumerator() | ForEach-Object { $setup[$_.Key] += @($_.Value) } }
        $here = Initialize-Machine -Kind ($setup['Machine'] ? $setup['Machine'][-1] : 'cp1') -Name (++$count) -Others ($example.Code -match '-HostName')
        $null = $session.SessionStateProxy.Path.SetLocation($here)
        $problems = @($setup['Before'] | Where-Object { $_ } | ForEach-Object { (Invoke-Step -Session $session -Script $_ -Arguments $objects, $Scratch).Problems | ForEach-Object { "before it: $_" } })
        if (-not $problems) {
            $step = Invoke-Step $session $example.Code
            $problems = @($step.Problems)
            if (-not $problems -and -not $step.Count -and (Test-GivesObject $example.Code)) { $problems = @('It returned nothing.') }
        }
        [pscustomobject]@{ Name = $example.Name; Problems = $problems; Seconds = $watch.Elapsed.TotalSeconds }
    }
    $session.Dispose()
    ConvertTo-Json @($results) | Set-Content "$Folder/results/$($file.Name)"
}
Stop-FakeApiServer $server
