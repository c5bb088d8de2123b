BeforeDiscovery {
    . (Join-Path $PSScriptRoot FakeMachines.ps1)
    $script:noMachines = -not (Test-FakeMachine)
    if ($noMachines) { Write-Warning 'The runbooks over several machines are not run: file systems cannot be laid over this machine''s (unshare -rmun).' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Pwsh.ps1)
    . (Join-Path $PSScriptRoot FakeMachines.ps1)
    $script:examples = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).Path
    $script:module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')).Path
    Import-Module $module/Kubeadm.psd1 -Force

    # A cluster whose certificates end within ten days.
    $script:config = "$TestDrive/kubeadm.yaml"
    Set-Content $config @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: 192.0.2.11 }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
controlPlaneEndpoint: 192.0.2.10:6443
encryptionAlgorithm: ECDSA-P256
certificateValidityPeriod: 240h
"@

    function New-ControlPlane([string]$Folder, [string[]]$Name) {
        <# .SYNOPSIS Makes machines that are control planes. #>
        New-FakeMachine $Folder $Name
        foreach ($one in $Name) {
            $null = Initialize-KubeCluster -Config $config -NodeName $one -DryRunPath "$Folder/init" -IgnorePreflightError all -WarningAction SilentlyContinue
            Copy-Item "$Folder/init/root/*" "$Folder/machines/$one" -Recurse -Force
            Remove-Item "$Folder/init" -Recurse
        }
    }
}

Describe 'A cluster from CSV' -Skip:$noMachines {
    BeforeAll {
        $net = "$TestDrive/csv"
        $path = Enter-FakeNetwork $net $module
        New-FakeMachine $net cp1, cp2, w1, w2, w3
        Set-Content "$net/cluster.csv" "Name,HostName,Role`ncp1,cp1,ControlPlane`nrack-1,root@w1,Worker`ncp2,cp2,ControlPlane`nrack-2,w2,Worker`nrack-3,w3,Worker"

        function Invoke-Example([string]$Csv = "$net/cluster.csv", [hashtable]$More = @{}) {
            $null = Remove-Item "$net/calls", "$net/calls-times" -ErrorAction Ignore
            & "$examples/New-ClusterFromCsv.ps1" $Csv -Config $config -ThrottleLimit 2 @More -ErrorAction SilentlyContinue -ErrorVariable script:problems
        }

        function Get-Status($Results) { $Results | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Status)" } }
    }

    AfterAll { Exit-FakeNetwork $path }

    It 'says with -WhatIf what it would do, and does nothing' {
        $results = Invoke-Example -More @{ WhatIf = $true }
        Get-Status $results | Should -Be 'cp1 Planned', 'cp2 Planned', 'rack-1 Planned', 'rack-2 Planned', 'rack-3 Planned'
        Get-FakeCall $net | Should -BeNullOrEmpty
        Get-PSSession | Should -BeNullOrEmpty
    }

    It 'begins nothing where the first control plane is not fit, and tells why' {
        $null = New-Item "$net/machines/cp1/fails-Test-KubeNode"
        try { $results = Invoke-Example } finally { Remove-Item "$net/machines/cp1/fails-Test-KubeNode" }
        Get-Status $results | Should -Be 'cp1 Failed', 'cp2 Pending', 'rack-1 Pending', 'rack-2 Pending', 'rack-3 Pending'
        ($results | Where-Object Name -EQ cp1).Message | Should -Be 'Checks failed: Port-10250: does not work here'
        $problems.FullyQualifiedErrorId | Should -Contain 'NodesNotMade,New-ClusterFromCsv.ps1'
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'begins no cluster where it is not known whether there is one' {
        Set-Content "$net/lost.csv" "Name,HostName,Role`ncp1,cp1,ControlPlane`ncp9,cp9,ControlPlane"
        $results = Invoke-Example "$net/lost.csv"
        Get-Status $results | Should -Be 'cp1 Pending', 'cp9 Failed'
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'makes the first control plane, then the others, then workers, and takes the token away' {
        $null = New-Item "$net/machines/w3/fails-Join-KubeNode"
        try { $results = Invoke-Example } finally { Remove-Item "$net/machines/w3/fails-Join-KubeNode" }
        Get-Status $results | Should -Be 'cp1 Created', 'cp2 Joined', 'rack-1 Joined', 'rack-2 Joined', 'rack-3 Failed'
        ($results | Where-Object Name -EQ rack-3).Message | Should -BeLike '*Join-KubeNode does not work here*'
        $calls = Get-FakeCall $net
        $calls[0..2] | Should -Be 'cp1 Initialize-KubeCluster -NodeName cp1', 'cp1 New-KubeJoinInfo -Kubeconfig /etc/kubernetes/admin.conf -UploadCerts', 'cp2 Join-KubeNode with token abcdef.0123456789abcdef -ControlPlane -NodeName cp2'
        $calls[3..5] | Sort-Object | Should -Be @(1..3 | ForEach-Object { "w$_ Join-KubeNode with token abcdef.0123456789abcdef -NodeName rack-$_" })
        $calls[6] | Should -Be 'cp1 Remove-KubeToken -Id abcdef -Kubeconfig /etc/kubernetes/admin.conf'
        $problems.FullyQualifiedErrorId | Should -Contain 'NodesNotMade,New-ClusterFromCsv.ps1'
    }

    It 'joined two workers at once and no more' {
        # cp2, then w1 and w2 side by side, and w3 when one of them was done.
        $times = Get-Content "$net/calls-times"
        $times[0..1] | Should -Be 'cp2 begin', 'cp2 end'
        $times[2..3] | Sort-Object | Should -Be 'w1 begin', 'w2 begin'
        $times[4] | Should -Match '^w[12] end$'
    }

    It 'finishes in a second run what failed, and leaves the others alone' {
        $results = Invoke-Example
        Get-Status $results | Should -Be 'cp1 Unchanged', 'cp2 Unchanged', 'rack-1 Unchanged', 'rack-2 Unchanged', 'rack-3 Joined'
        $problems | Should -BeNullOrEmpty
        (Get-FakeCall $net) -match 'Join-KubeNode' | Should -Be 'w3 Join-KubeNode with token abcdef.0123456789abcdef -NodeName rack-3'
    }

    It 'changes nothing in a third run' {
        Get-Status (Invoke-Example) | Should -Be 'cp1 Unchanged', 'cp2 Unchanged', 'rack-1 Unchanged', 'rack-2 Unchanged', 'rack-3 Unchanged'
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'joins the first control plane anew by another one, when its machine was lost' {
        Remove-Item "$net/machines/cp1" -Recurse
        New-FakeMachine $net cp1
        Get-Status (Invoke-Example) | Should -Contain 'cp1 Joined'
        (Get-FakeCall $net)[0] | Should -Be 'cp2 New-KubeJoinInfo -Kubeconfig /etc/kubernetes/admin.conf -UploadCerts'
    }

    It 'says all that is wrong with a file' {
        Set-Content "$net/bad.csv" "Name,HostName,Role`nn1,h1,Master`nn1,h2,Worker`nn3,,Worker"
        { & "$examples/New-ClusterFromCsv.ps1" "$net/bad.csv" -Config $config } |
            Should -Throw "*n1 has the role 'Master'*n1 is there 2 times*it has no control plane*"
    }

    It 'takes the file that is beside it' {
        # Its machines are none of this network: each is named, and nothing is begun.
        $results = Invoke-Example "$examples/cluster.csv"
        $results.Count | Should -Be @(Import-Csv "$examples/cluster.csv").Count
        $results.Status | Sort-Object -Unique | Should -Be 'Failed'
    }
}

Describe 'The certificate report of many nodes' -Skip:$noMachines {
    BeforeAll {
        $net = "$TestDrive/nightly"
        $path = Enter-FakeNetwork $net $module
        New-ControlPlane $net cp1, cp2
    }

    AfterAll { Exit-FakeNetwork $path }

    It 'takes nodes from a pipeline, and names one that does not answer' {
        $nodes = 'cp1', 'root@cp2', 'cp3' | ForEach-Object { [pscustomobject]@{ Name = 'x'; HostName = $_ } }
        $report = $nodes | & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$net/report" -Days 1
        $LASTEXITCODE | Should -Be 2
        $report.Nodes | Sort-Object | Should -Be cp1, cp2
        $report.Unreachable | Should -Be cp3
        $report.EndingSoon | Should -BeNullOrEmpty
        Get-Content $report.HtmlPath -Raw | Should -Match '1 nodes did not answer'
    }

    It 'takes nodes from a file, and is content when all are well' {
        Set-Content "$net/hosts" '# control planes', 'cp1', '', 'cp2'
        $report = & "$examples/Send-CertificateReport.ps1" -HostListPath "$net/hosts" -OutputDirectory "$net/report" -Days 1
        $LASTEXITCODE | Should -Be 0
        $report.Nodes | Sort-Object | Should -Be cp1, cp2
        (Get-Content $report.JsonPath -Raw | ConvertFrom-Json).Certificates.Node | Sort-Object -Unique | Should -Be cp1, cp2
    }
}

Describe 'Renewal with approval' -Skip:$noMachines {
    BeforeAll {
        $net = "$TestDrive/renewal"
        $path = Enter-FakeNetwork $net $module
        New-ControlPlane $net cp1, cp2, cp3
        $names = 'admin.conf', 'apiserver', 'apiserver-etcd-client', 'apiserver-kubelet-client', 'controller-manager.conf', 'etcd-healthcheck-client', 'etcd-peer', 'etcd-server',
            'front-proxy-client', 'scheduler.conf', 'super-admin.conf'

        function Invoke-Example([hashtable]$More = @{}, [string[]]$On = @('cp1', 'cp2')) {
            $null = Remove-Item "$net/calls" -ErrorAction Ignore
            & "$examples/Update-CertificateWithApproval.ps1" -HostName $On @More -ErrorAction SilentlyContinue -ErrorVariable script:problems
        }
    }

    AfterAll { Exit-FakeNetwork $path }

    It 'shows the plan with -WhatIf, and leaves it for those who approve' {
        $plan = Invoke-Example @{ WhatIf = $true; PlanPath = "$net/plan.json" }
        ($plan | Where-Object { $_.Node -eq 'cp2' -and $_.Action -eq 'Renew' }).Name | Sort-Object | Should -Be $names
        $plan.Name | Should -Not -Contain 'ca'
        $plan.DaysLeft | Sort-Object -Unique | Should -Be 9
        (Get-Content "$net/plan.json" -Raw | ConvertFrom-Json).PlanId | Sort-Object -Unique | Should -Be $plan[0].PlanId
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'has nothing to do where nothing ends that soon' {
        Invoke-Example @{ Days = 5; Confirm = $false } | Should -BeNullOrEmpty
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'does nothing without approval: <Case>' -ForEach @(
        @{ Case = 'no file'; More = { @{ ApprovalFile = "$net/none" } } }
        @{ Case = 'a file about another plan'; More = { Set-Content "$net/other" 0123456789abcdef; @{ ApprovalFile = "$net/other" } } }
        @{ Case = 'a script that says no'; More = { @{ Approval = { param($Plan) $Plan.Count -eq 0 } } } }
    ) {
        $plan = Invoke-Example (& $More)
        $plan.Action | Should -Contain 'Renew'
        $problems.FullyQualifiedErrorId | Should -Contain 'PlanNotApproved,Update-CertificateWithApproval.ps1'
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'renews what a file approves, one control plane after the other, and stops at the first that is not healthy' {
        $plan = Invoke-Example @{ WhatIf = $true } -On cp1, cp2, cp3
        Set-Content "$net/approved" 'I read it.', $plan[0].PlanId
        $null = New-Item "$net/machines/cp2/fails-health"
        try { $done = Invoke-Example @{ ApprovalFile = "$net/approved" } -On cp1, cp2, cp3 } finally { Remove-Item "$net/machines/cp2/fails-health" }
        $done | ForEach-Object { "$($_.Node) $($_.Status)" } | Should -Be 'cp1 Renewed', 'cp2 Failed', 'cp3 Pending'
        $done[1].Message | Should -BeLike '*the API server does not answer*'
        $done[0].Renewed | Sort-Object | Should -Be $names
        ($done[0].NotAfter - [datetime]::UtcNow).Days | Should -Be 364
        @(Get-FakeCall $net) -replace ' -Kubeconfig.*' | Should -Be 'cp1 Update-KubeCertificate', 'cp2 Update-KubeCertificate'
        (Get-FakeCall $net)[0] | Should -Match '-Restart$'
        $problems.FullyQualifiedErrorId | Should -Contain 'RenewalFailed,Update-CertificateWithApproval.ps1'
    }

    It 'names the records that the nodes keep of it' {
        $done = Invoke-Example @{ Approval = { param($Plan) ($Plan | Where-Object Action -EQ Renew).Node -contains 'cp3' } } -On cp1, cp2, cp3
        $done.Node | Should -Be cp3
        $done.Status | Should -Be Renewed
        $run = Get-KubeHistory -HostName cp3 -RunId $done.RunId
        $run.Workflow | Should -Be Renewal
        $run.Outcome | Should -Be Succeeded
    }

    It 'changes nothing in a second run' {
        # What is left is the kubelets' own matter.
        $plan = Invoke-Example @{ Confirm = $false } -On cp1, cp2, cp3
        $plan | ForEach-Object { "$($_.Node) $($_.Name) $($_.Action)" } | Should -Be 'cp1 kubelet-client Manual', 'cp2 kubelet-client Manual', 'cp3 kubelet-client Manual'
        $problems | Should -BeNullOrEmpty
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'makes no plan where a control plane does not answer' {
        { & "$examples/Update-CertificateWithApproval.ps1" -HostName cp1, cp9 -WhatIf } | Should -Throw '*cp9*'
    }
}

Describe 'The replacement of a node' -Skip:$noMachines {
    BeforeAll {
        $net = "$TestDrive/replacement"
        $path = Enter-FakeNetwork $net $module
        New-ControlPlane $net cp1, cp2
        New-FakeMachine $net old, new, newer, cp2-new
        Set-Content "$net/cluster.csv" "Name,HostName,Role`ncp1,cp1,ControlPlane`nw3,old,Worker"
        $null = & "$examples/New-ClusterFromCsv.ps1" "$net/cluster.csv" -Config $config
        Set-Content "$net/nodes/w3", "$net/nodes/cp2" ''

        function Invoke-Example([hashtable]$More) {
            $null = Remove-Item "$net/calls" -ErrorAction Ignore
            $how = @{ NodeName = 'w3'; OldHostName = 'old'; NewHostName = 'new'; ControlPlaneHostName = 'cp1'; Confirm = $false }
            foreach ($name in $More.Keys) { $how[$name] = $More[$name] }
            & "$examples/Move-NodeToMachine.ps1" @how
        }

        # The results of a run that an error ends.
        function Invoke-Failing([hashtable]$More) {
            $script:steps = [Collections.Generic.List[object]]::new()
            Invoke-Example $More | ForEach-Object { $script:steps.Add($_) }
        }
    }

    AfterAll { Exit-FakeNetwork $path }

    It 'says with -WhatIf what it would do, and asks the cluster for nothing' {
        $steps = Invoke-Example @{ WhatIf = $true }
        $steps | ForEach-Object { "$($_.Step) $($_.Status)" } | Should -Be 'Check Done', 'JoinInfo Planned', 'Drain Planned', 'Reset Planned', 'Remove Planned', 'Join Planned', 'Verify Planned'
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'takes nothing down where the new machine is not fit' {
        $null = New-Item "$net/machines/new/fails-Test-KubeNode"
        try { { Invoke-Failing @{} } | Should -Throw 'Check of new failed: Port-10250*' } finally { Remove-Item "$net/machines/new/fails-Test-KubeNode" }
        $steps.Status | Should -Be Failed
        Get-FakeCall $net | Should -BeNullOrEmpty
    }

    It 'leaves the old machine alone where Pods stay' {
        Set-Content "$net/nodes/w3.stays" ''
        try { { Invoke-Failing @{} } | Should -Throw '*pod web-0 cannot be evicted*' } finally { Remove-Item "$net/nodes/w3.stays" }
        $steps | ForEach-Object { "$($_.Step) $($_.Status)" } | Should -Be 'Check Done', 'JoinInfo Done', 'Drain Failed'
        Get-FakeCall $net | Where-Object { $_ -match 'Reset-KubeNode|Join-KubeNode|kubectl delete' } | Should -BeNullOrEmpty
        (Get-FakeCall $net)[-1] | Should -BeLike 'cp1 Remove-KubeToken*'
    }

    It 'drains, resets, removes, joins and verifies a worker, in this order' {
        (Invoke-Example @{}).Status | Sort-Object -Unique | Should -Be Done
        @(Get-FakeCall $net) -replace ' (-Kubeconfig|--).*' | Should -Be @(
            'cp1 New-KubeJoinInfo', 'kubectl get node w3', 'kubectl drain w3', 'old Reset-KubeNode -Force', 'kubectl delete node w3',
            'new Join-KubeNode with token abcdef.0123456789abcdef -NodeName w3', 'kubectl wait node/w3', 'cp1 Remove-KubeToken -Id abcdef')
        "$net/nodes/w3" | Should -Not -Exist
    }

    It 'finds all done in a second run' {
        $steps = Invoke-Example @{}
        $steps | ForEach-Object { "$($_.Step) $($_.Status)" } | Should -Be 'Drain Unchanged', 'Reset Unchanged', 'Remove Unchanged', 'Join Unchanged', 'Verify Done'
        @(Get-FakeCall $net) -replace ' --.*' | Should -Be 'kubectl wait node/w3'
    }

    It 'replaces a control plane by a control plane' {
        (Invoke-Example @{ NodeName = 'cp2'; OldHostName = 'cp2'; NewHostName = 'cp2-new' }).Status | Sort-Object -Unique | Should -Be Done
        Get-FakeCall $net | Should -Contain 'cp1 New-KubeJoinInfo -Kubeconfig /etc/kubernetes/admin.conf -UploadCerts'
        Get-FakeCall $net | Should -Contain 'cp2-new Join-KubeNode with token abcdef.0123456789abcdef -ControlPlane -NodeName cp2'
    }

    It 'replaces a worker whose machine is gone, under another name and without kubectl' {
        $null = New-Item "$net/machines/cp1/no-kubectl"
        try {
            { Invoke-Example @{ OldHostName = 'new'; NewHostName = 'newer' } } | Should -Throw '*has no kubectl*'
            $how = @{ NodeName = 'w3'; NewHostName = 'newer'; NewNodeName = 'w4'; ControlPlaneHostName = 'cp1'; Confirm = $false }
            { & "$examples/Move-NodeToMachine.ps1" @how } | Should -Throw '*give -Role*'
            $null = Remove-Item "$net/calls" -ErrorAction Ignore
            $steps = & "$examples/Move-NodeToMachine.ps1" @how -Role Worker -WarningVariable warnings -WarningAction SilentlyContinue
        }
        finally { Remove-Item "$net/machines/cp1/no-kubectl" }
        $steps | ForEach-Object { "$($_.Step) $($_.Status)" } | Should -Be 'Check Done', 'JoinInfo Done', 'Drain Skipped', 'Reset Skipped', 'Remove Skipped', 'Join Done', 'Verify Done'
        "$warnings" | Should -Match 'Delete it'
        Get-FakeCall $net | Should -Contain 'newer Join-KubeNode with token abcdef.0123456789abcdef -NodeName w4'
    }

    It 'does not take a machine for another: <Message>' -ForEach @(
        @{ Message = '*is the node w3, not w9*'; More = @{ NodeName = 'w9'; OldHostName = 'new'; NewHostName = 'newer' } }
        @{ Message = '*is the Worker w4 already*'; More = @{ OldHostName = 'new'; NewHostName = 'newer' } }
        @{ Message = '*is no control plane*'; More = @{ ControlPlaneHostName = 'newer'; OldHostName = 'old' } }
    ) {
        { Invoke-Example $More } | Should -Throw $Message
        Get-FakeCall $net | Should -BeNullOrEmpty
    }
}
