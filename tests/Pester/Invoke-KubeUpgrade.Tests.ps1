BeforeDiscovery {
    . (Join-Path $PSScriptRoot FakeCluster.ps1)
    $hasNoNode = -not (Test-FakeNode)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Pwsh.ps1)
    . (Join-Path $PSScriptRoot FakeCluster.ps1)
    $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1')).Path
    Import-Module $module -Force
    $nowhere = Join-Path $TestDrive nowhere.conf
}

Describe 'A runbook on a control-plane node' -Skip:$hasNoNode {
    BeforeAll {
        $objects = Get-Content (Join-Path $PSScriptRoot '../Kubeadm.Testing/Clusters/one-control-plane.json') -Raw | ConvertFrom-Json -AsHashtable
        $server = Start-FakeApiServer -Objects $objects -Folder $TestDrive
        $node = Join-Path $TestDrive node
        New-FakeNode $node
        $manifests = Join-Path $node etc/kubernetes/manifests
        $untouched = Get-ChildItem $manifests | Get-FileHash

        function Invoke-Runbook([string]$report, [string]$arguments) {
            $null = New-Item -ItemType Directory $report
            $runbook = Join-Path $PSScriptRoot upgrade-runbook.ps1
            $text = $input | Invoke-OnFakeNode $node "Import-Module '$module'; & '$runbook' -Version v1.36.3 -ReportPath '$report' -Kubeconfig '$($server.Kubeconfig)' -IgnorePreflightError all -WarningAction SilentlyContinue $arguments" 2>&1
            [pscustomobject]@{ Text = $text -join "`n"; ExitCode = $LASTEXITCODE }
        }
    }

    AfterAll {
        if ($server) { Stop-FakeApiServer $server }
    }

    Context 'that goes through' {
        BeforeAll {
            $report = Join-Path $TestDrive done
            $run = Invoke-Runbook $report '-DryRun -Confirm:$false'
        }

        It 'ends well and shows the node' {
            $run.ExitCode | Should -Be 0 -Because $run.Text
            $run.Text | Should -Match 'v1\.35\.6 -> v1\.36\.3'
        }

        It 'leaves the plan as HTML' {
            $page = Get-Content (Join-Path $report plan.html) -Raw
            $page | Should -Match '<title>Upgrade to v1\.36\.3</title>'
            $page | Should -Match '<tr><td>kube-apiserver</td><td>cp1</td><td>v1\.35\.6</td><td>v1\.36\.3</td><td>False</td></tr>'
            $page | Should -Match '<tr><td>kubelet</td><td>w1</td><td>v1\.35\.6</td><td>v1\.36\.3</td><td>True</td></tr>'
            $page | Should -Match '<td>Invoke-KubeUpgrade -Version v1\.36\.3</td>'
        }

        It 'leaves the plan as JSON with nothing cut off' {
            $plan = Get-Content (Join-Path $report plan.json) -Raw | ConvertFrom-Json
            $plan.CanBeApplied | Should -BeTrue
            ($plan.Components | Where-Object Name -EQ CoreDNS).Target | Should -Be v1.14.2
            $plan.NextStep | Should -Be 'Invoke-KubeUpgrade -Version v1.36.3'
        }

        It 'leaves what was done as an object that other sessions read' {
            $upgrade = Import-Clixml (Join-Path $report upgrade.xml)
            $upgrade.NodeName | Should -Be cp1
            $upgrade.DryRun | Should -BeTrue
            $upgrade.Backups | Should -HaveCount 2
            ($upgrade.Phases | Where-Object Phase -EQ control-plane).Changes.Target | Should -Contain /etc/kubernetes/manifests/kube-apiserver.yaml
            $upgrade.Duration | Should -BeOfType [timespan]
            $upgrade | Out-String | Should -Match 'Role +: control plane'
            Get-Content (Join-Path $report phases.html) -Raw | Should -Match '<td>control-plane</td><td>Succeeded</td>'
        }

        It 'keeps what would be written in a folder' {
            $folder = (Import-Clixml (Join-Path $report upgrade.xml)).DryRunPath
            Join-Path $folder root/etc/kubernetes/manifests/kube-scheduler.yaml | Should -FileContentMatch 'kube-scheduler:v1\.36\.3'
            Get-Item (Join-Path $folder 'cluster/*-update-configmaps-kube-system-kubeadm-config.yaml') | Should -FileContentMatch 'kubernetesVersion: v1\.36\.3'
            Remove-Item $folder -Recurse
        }

        It 'leaves the node as it was' {
            Get-ChildItem $manifests | Get-FileHash | ForEach-Object Hash | Should -Be $untouched.Hash
        }
    }

    It 'only says what it would do with -WhatIf' {
        $run = Invoke-Runbook (Join-Path $TestDrive whatif) '-WhatIf'
        $run.Text | Should -Match 'What if: .*Upgrade to v1\.36\.3'
        Join-Path $TestDrive whatif/upgrade.xml | Should -Not -Exist
    }

    It 'does nothing for a person who says n' {
        $report = Join-Path $TestDrive asked
        $run = 'n' | Invoke-Runbook $report '-DryRun'
        $run.Text | Should -Match 'Upgrade to v1\.36\.3'
        Join-Path $report plan.html | Should -Exist
        Join-Path $report upgrade.xml | Should -Not -Exist
    }

    It 'goes on for a person who says y' {
        $report = Join-Path $TestDrive agreed
        $run = 'y' | Invoke-Runbook $report '-DryRun'
        Join-Path $report upgrade.xml | Should -Exist -Because $run.Text
        Remove-Item (Import-Clixml (Join-Path $report upgrade.xml)).DryRunPath -Recurse
    }

    It 'ends before the question where an edit by hand would be lost' {
        $path = Join-Path $manifests kube-apiserver.yaml
        $kept = Get-Content $path -Raw
        try {
            Set-Content $path ($kept -replace '- --allow-privileged=true', "- --allow-privileged=true`n    - --v=4") -NoNewline
            $run = Invoke-Runbook (Join-Path $TestDrive lost) '-DryRun -Confirm:$false'
        }
        finally {
            Set-Content $path $kept -NoNewline
        }
        $run.ExitCode | Should -Be 1
        $run.Text | Should -Match '(?s)take away what was changed by hand:.*kube-apiserver\.yaml'
        Get-Content (Join-Path $TestDrive lost/plan.html) -Raw | Should -Match '<td>Lost</td>'
        Join-Path $TestDrive lost/upgrade.xml | Should -Not -Exist
    }
}

Describe 'An upgrade' {
    It 'is of a first node or of a further one' {
        { Invoke-KubeUpgrade -Version v1.36.3 -Node } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'begins on a control-plane node' -Skip:(Test-Path /etc/kubernetes/manifests/kube-apiserver.yaml) {
        $failed = { Invoke-KubeUpgrade v1.36.3 -WhatIf } | Should -Throw -ErrorId 'NotAControlPlane,*' -PassThru
        $failed.ErrorDetails.RecommendedAction | Should -Match 'Invoke-KubeUpgrade -Node'
    }

    It 'is shown on a machine that is no node by a cluster that is made up for it' -Skip:(Test-Path /etc/kubernetes) {
        $dry = Join-Path $TestDrive made-up
        $upgrade = Invoke-KubeUpgrade v1.36.3 -DryRunPath $dry -WarningVariable said -WarningAction SilentlyContinue
        "$($upgrade.FromVersion) $($upgrade.ToVersion)" | Should -Be 'v1.35.0 v1.36.3'
        $said -join "`n" | Should -Match 'admin\.conf is not there, so this dry run takes a cluster of kubeadm''s own making'
        Join-Path $dry root/etc/kubernetes/manifests/kube-apiserver.yaml | Should -Exist
    }

    It 'of a further node needs a way to the cluster' {
        { Invoke-KubeUpgrade -Node -Kubeconfig $nowhere -DryRun } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
    }

    It 'needs a file with an UpgradeConfiguration where a file is given' {
        $file = New-Item (Join-Path $TestDrive cluster.yaml) -Value "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`n"
        { Invoke-KubeUpgrade -Node -Config $file -DryRun } | Should -Throw -ErrorId 'InvalidConfiguration,*' -ExpectedMessage '*UpgradeConfiguration*'
    }

    It 'has phases that are listed and completed' {
        (Get-KubeadmPhase -Workflow UpgradeApply).Name | Should -Contain 'upload-config/kubeadm'
        (Get-KubeadmPhase -Workflow UpgradeNode).Name | Should -Not -Contain 'upload-config/kubeadm'
        $line = 'Invoke-KubeUpgrade -SkipPhase bootstrap'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'bootstrap-token'
    }

    It 'has a topic that helps' {
        (Get-Help about_Kubeadm_Upgrade | Out-String) | Should -Match 'UpgradeRolledBack'
    }
}
