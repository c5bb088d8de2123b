<#
Functions of acceptance tests that need other machines: an ssh that starts PowerShell's remoting on machines that are folders, laid over
this machine's /etc and /var/lib. All of the way is real but ssh's network. Needs Pwsh.ps1.

On a machine the module is the real one, but for what needs a kubelet, a container runtime or a cluster: init and join are dry runs whose files
are put in their place, so that what is asked about the machine afterwards is true of it.
#>

function Test-FakeMachine {
    <# .SYNOPSIS Whether machines can be made here. #>
    $IsLinux -and $(unshare -rmun sh -c 'mount -t tmpfs tmpfs /var && hostname other' 2>$null; $LASTEXITCODE -eq 0)
}

function New-FakeMachine {
    <# .SYNOPSIS Makes machines that Enter-FakeNetwork's ssh reaches by their names. #>
    param([Parameter(Mandatory)] [string]$Folder, [Parameter(Mandatory)] [string[]]$Name)

    foreach ($one in $Name) {
        $null = "etc", "var/lib", "work/etc", "work/var/lib" | ForEach-Object { New-Item -ItemType Directory -Force -Path "$Folder/machines/$one/$_" }
    }
}

function Enter-FakeNetwork {
    <#
    .SYNOPSIS
    Puts an ssh into the search path that reaches the machines of a folder, and theirs alone. Returns what Exit-FakeNetwork needs.

    .PARAMETER Base
    Where this machine's own /etc and /var/lib are, when others are laid over them.

    .PARAMETER SharedNetwork
    Lets the machines reach what this one reaches.
    #>
    param([Parameter(Mandatory)] [string]$Folder, [Parameter(Mandatory)] [string]$Module, [string]$Base, [switch]$SharedNetwork)

    $null = New-Item -ItemType Directory -Force "$Folder/bin", "$Folder/tools", "$Folder/nodes", "$Folder/machines", "$Folder/modules/Kubeadm"
    $pwsh = (Get-PwshCommand | ForEach-Object { "'$_'" }) -join ' '
    Set-Content "$Folder/bin/ssh" @"
#!/bin/sh
for word; do host=`$last; last=`$word; done
machine='$Folder/machines'/`${host#*@}
[ -d "`$machine" ] || { echo "ssh: connect to host `$host port 22: Connection refused" >&2; exit 255; }
unset KUBEADM_PS_STATE
PATH='$Folder/tools':`$PATH
export PSModulePath='$Folder/modules' FAKE_MACHINE="`$machine" FAKE_MODULE='$Module' FAKE_CALLS='$Folder/calls'
exec unshare $($SharedNetwork ? '-rmu' : '-rmun') sh -c '
    for d in etc var/lib; do mount -t overlay overlay -o lowerdir=$Base/`$d,upperdir=`$0/`$d,workdir=`$0/work/`$d /`$d || exit 125; done
    [ ! -d /var/lib/etcd ] || mount -t tmpfs tmpfs /var/lib/etcd || exit 125
    hostname "`$(basename "`$0")"
    [ ! -e "`$0/no-kubectl" ] || PATH=/nowhere
    exec "`$@"' "`$machine" $pwsh -sshs -NoLogo
"@
    # The cluster's nodes are files.
    Set-Content "$Folder/tools/kubectl" @"
#!/bin/sh
shift 2
echo "kubectl `$*" >>'$Folder/calls'
case `$1 in
get) [ ! -e '$Folder/nodes/'`$3 ] || echo node/`$3 ;;
drain) [ ! -e '$Folder/nodes/'`$2.stays ] || { echo "pod web-0 cannot be evicted" >&2; exit 1; } ;;
delete) rm '$Folder/nodes/'`$3 && echo "node \"`$3\" deleted" ;;
esac
"@
    chmod 755 "$Folder/bin/ssh" "$Folder/tools/kubectl"
    Copy-Item "$PSScriptRoot/FakeMachineModule.psm1" "$Folder/modules/Kubeadm/Kubeadm.psm1"
    $manifest = Import-PowerShellDataFile "$Module/Kubeadm.psd1"
    New-ModuleManifest "$Folder/modules/Kubeadm/Kubeadm.psd1" -RootModule Kubeadm.psm1 -ModuleVersion 9.9 -FunctionsToExport $manifest.CmdletsToExport -CmdletsToExport $manifest.CmdletsToExport
    $before = $env:PATH
    $env:PATH = "$Folder/bin:$before"
    $before
}

function Exit-FakeNetwork([string]$Path) { $env:PATH = $Path }

function Get-FakeCall {
    <# .SYNOPSIS What was called on the machines that changes something, in order: the machine, the cmdlet, and what it was given. #>
    param([Parameter(Mandatory)] [string]$Folder)

    if (Test-Path "$Folder/calls") { Get-Content "$Folder/calls" }
}
