<#
Functions of the test that runs the examples of docs/help: what examples there are, and a machine to run them on. A run is real pwsh with the
real module, on a scratch machine: the control plane cp1 of a cluster of v1.35.6, laid over this machine's /etc and /var/lib, with an API
server on loopback and other machines behind an ssh (FakeCluster.ps1, FakeMachines.ps1). HelpExampleRunner.ps1 is what runs there.
Needs Pwsh.ps1.
#>

function Get-HelpExample {
    <# .SYNOPSIS Lists what stands in the pages as PowerShell: each block under its heading, in the order of the page. #>
    param([Parameter(Mandatory)] [string]$Folder)

    foreach ($page in Get-ChildItem $Folder -Filter *.md) {
        $title = ''
        $names = @{}
        foreach ($block in [Markdig.Syntax.MarkdownObjectExtensions]::Descendants((ConvertFrom-Markdown -LiteralPath $page.FullName).Tokens)) {
            if ($block -is [Markdig.Syntax.HeadingBlock]) { $title = -join $block.Inline }
            if ($block -isnot [Markdig.Syntax.FencedCodeBlock] -or $block.Info -ne 'powershell') { continue }
            $names[$title]++
            $part = $names[$title] -eq 1 ? $title : "$title ($($names[$title]))"
            [pscustomobject]@{ Page = $page.BaseName; Part = $part; Title = $title; Name = "$($page.BaseName): $part"; Code = $block.Lines.ToString() }
        }
    }
}

function Test-GivesObject([string]$Code) {
    <# .SYNOPSIS Whether code returns objects: its last statement keeps none in a variable, writes none to a file, and does what it says. #>
    $last = [Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$null).EndBlock.Statements[-1]
    if ($last -isnot [Management.Automation.Language.PipelineAst]) { return $last -isnot [Management.Automation.Language.AssignmentStatementAst] }
    $words = $last.FindAll({ $args[0] -is [Management.Automation.Language.CommandParameterAst] }, $true).ParameterName
    $command = $last.PipelineElements[-1]
    $name = $command -is [Management.Automation.Language.CommandAst] ? $command.GetCommandName() : ''
    # Programs print what they want.
    $words -notcontains 'WhatIf' -and ($words -contains 'PassThru' -or $name -cnotmatch '^(Set|Export|Move|Copy|Remove)-|^[a-z-]+$')
}

function Test-ScratchMachine {
    <# .SYNOPSIS Whether file systems can be laid over those of this machine, apart from its network, and again over those. #>
    $IsLinux -and $(unshare -rmun sh -c 'ip link set lo up && mount -t tmpfs tmpfs /var && unshare -rmu mount -t tmpfs tmpfs /etc' 2>$null; $LASTEXITCODE -eq 0)
}

function Initialize-ScratchTemplate {
    <# .SYNOPSIS Lays down what every example finds: the machines, and the files that examples name. #>
    param([Parameter(Mandatory)] [string]$Folder)

    $null = 'blank/etc', 'blank/var/lib', 'cp1/var', 'here' | ForEach-Object { New-Item -ItemType Directory -Force "$Folder/$_" }
    $clusters = "$PSScriptRoot/../Kubeadm.Testing/Clusters"
    # Certificates that end within ten days, so that reports have something to name.
    $config = "$Folder/here/kubeadm.yaml"
    Set-Content $config ((Get-Content "$clusters/one-control-plane.yaml" -Raw) + "certificateValidityPeriod: 240h`n")
    $dry = @{ Config = $config; DryRunPath = "$Folder/init"; IgnorePreflightError = 'all'; WarningAction = 'SilentlyContinue' }
    $cluster = Initialize-KubeCluster @dry -UploadCerts
    Move-Item "$Folder/init/root/etc" "$Folder/cp1/etc"
    Move-Item "$Folder/init/root/var/lib" "$Folder/cp1/var/lib"
    # An edit by hand, which an upgrade takes away.
    $manifest = "$Folder/cp1/etc/kubernetes/manifests/kube-apiserver.yaml"
    Set-Content $manifest ((Get-Content $manifest -Raw) -replace '- --allow-privileged=true', "- --allow-privileged=true`n    - --v=4") -NoNewline
    # Names are looked up nowhere, and that at once.
    foreach ($kind in 'blank', 'cp1') { Set-Content "$Folder/$kind/etc/resolv.conf" 'nameserver 127.0.0.1' }
    foreach ($name in 'cp1', 'cp2', 'cp3') { Copy-Item "$Folder/cp1" "$Folder/machines/$name" -Recurse }
    foreach ($name in 'w1', 'w2', 'w3') { Copy-Item "$Folder/blank" "$Folder/machines/$name" -Recurse }
    $null = New-Item -ItemType File "$Folder/machines/w2/fails-Test-KubeNode"

    $here = "$Folder/here"
    Copy-Item $manifest, "$Folder/cp1/etc/kubernetes/manifests/etcd.yaml" $here
    $null = New-Item -ItemType Directory "$here/patches", "$here/cluster"
    Set-Content "$here/patches/kube-apiserver+merge.yaml" 'metadata: { labels: { rack: twelve } }'
    Set-Content "$here/cluster/cluster.yaml" "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nclusterName: mine"
    Set-Content "$here/old.yaml" "apiVersion: kubeadm.k8s.io/v1beta3`nkind: ClusterConfiguration`nkubernetesVersion: v1.36.3`nnetworking: { podSubnet: 10.244.0.0/16 }"
    Set-Content "$here/nodes.csv" 'HostName,NodeName,Role', 'w1,rack-1,Worker', 'w3,rack-3,Worker'
    Set-Content "$here/users.txt" jane, john
    Set-Content "$here/users.csv" 'ClientName,Org', 'jane,developers', 'john,developers'
    Set-Content "$here/report.ps1" 'param($Days) Get-KubeCertificate -ExpiringWithin "${Days}d"'
    $cluster.Join.AsPlainText() | ConvertTo-Json | Set-Content "$here/join.json"
}

function Invoke-HelpExample {
    <# .SYNOPSIS Runs examples, those of a page in order in a session of their own; returns by their names what is wrong. #>
    [OutputType([hashtable])]
    param([Parameter(Mandatory)] [object[]]$Example, [Parameter(Mandatory)] [string]$Module, [Parameter(Mandatory)] [string]$Folder)

    Initialize-ScratchTemplate "$Folder/template"
    $null = New-Item -ItemType Directory "$Folder/queue", "$Folder/results"
    $Example | Group-Object Page | ForEach-Object { ConvertTo-Json @($_.Group) | Set-Content "$Folder/queue/$($_.Name).json" }
    $hostProgram = Get-Item "$PSScriptRoot/../../src/Kubeadm.Host/bin/*/net10.0/kubeadm-ps" -ErrorAction Ignore | Sort-Object LastWriteTime | Select-Object -Last 1
    $mounts = @'
umask 022
mkdir -p "$0/base/etc" "$0/base/var/lib" "$0/upper/root" "$0/work/root" &&
    mount --bind /etc "$0/base/etc" && mount --bind /var/lib "$0/base/var/lib" && mount -t tmpfs tmpfs /run && ip link set lo up && ip address add 192.0.2.10 dev lo && ip route add default dev lo || exit 125
if [ -r /root ]; then mount -t overlay overlay -o "lowerdir=/root,upperdir=$0/upper/root,workdir=$0/work/root" /root; else mount -t tmpfs tmpfs /root; fi || exit 125
hostname cp1 && exec "$@"
'@
    $pwsh = Get-PwshCommand
    $workers = foreach ($number in 1..2) {
        $scratch = (New-Item -ItemType Directory "$Folder/worker$number").FullName
        $start = [Diagnostics.ProcessStartInfo]::new('unshare')
        # Many processes run here, each for a second or two: what pays later, and what tells others, does not pay.
        $start.Environment['DOTNET_TieredPGO'], $start.Environment['POWERSHELL_TELEMETRY_OPTOUT'], $start.Environment['DOTNET_GCgen0size'] = '0', '1', '0x4000000'
        $start.RedirectStandardError = $start.RedirectStandardOutput = $true
        '-rmun', 'sh', '-c', $mounts, $scratch + $pwsh + '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/HelpExampleRunner.ps1", $Folder, $scratch, $Module, "$hostProgram" | ForEach-Object { $start.ArgumentList.Add($_) }
        $process = [Diagnostics.Process]::Start($start)
        @{ Process = $process; Output = $process.StandardOutput.ReadToEndAsync(); Errors = $process.StandardError.ReadToEndAsync() }
    }
    foreach ($worker in $workers) {
        $worker.Process.WaitForExit()
        if ($worker.Process.ExitCode -ne 0) { throw "The examples could not be run: $($worker.Output.Result)$($worker.Errors.Result)" }
    }
    $results = @{}
    foreach ($file in Get-ChildItem "$Folder/results") { Get-Content $file -Raw | ConvertFrom-Json | ForEach-Object { $results[$_.Name] = $_ } }
    $results
}
