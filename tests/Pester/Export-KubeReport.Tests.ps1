BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $cluster = Initialize-KubeCluster -DryRunPath (Join-Path $TestDrive dry) -NodeName cp1 -KubernetesVersion v1.36.3 -IgnorePreflightError all 3> $null
}

Describe 'A page about a run' {
    BeforeAll {
        $report = $cluster | Export-KubeReport (Join-Path $TestDrive run.html) -Title 'First control plane' -PassThru
        $page = [xml](Get-Content $report.Path -Raw)
    }

    It 'has a title and a bar and a row for each phase that took time' {
        $page.html.body.header.h1 | Should -Be 'First control plane'
        @($page.SelectNodes('//svg/rect')).Count | Should -BeGreaterThan 5
        @($page.SelectNodes('//tbody/tr')).Count | Should -Be $cluster.Phases.Count
    }

    It 'is an object too' {
        $report.Node | Should -Be cp1
        $report.Phases.Count | Should -Be $cluster.Phases.Count
        "$report" | Should -Be 'First control plane: cp1'
    }
}

Describe 'A page about what a job brought' {
    It 'is that of the objects themselves' {
        $brought = Start-Job { Import-Module $using:PSScriptRoot/../../out/Kubeadm/Kubeadm.psd1; Test-KubeNode 3> $null } | Receive-Job -Wait -AutoRemoveJob
        $report = $brought | Export-KubeReport (Join-Path $TestDrive job.html) -PassThru
        $report.Node | Should -BeNullOrEmpty
        $report.Checks.Name | Should -Be $brought.Name
    }
}

Describe 'A page about this machine' {
    It 'is written whatever can be read of it' {
        $report = Export-KubeReport (Join-Path $TestDrive machine.html) -Kubeconfig (Join-Path $TestDrive none) -CertDir (Join-Path $TestDrive none) -PassThru
        $report.Node | Should -Not -BeNullOrEmpty
        $report.Notes -join ' ' | Should -Match 'could not be asked'
        Get-Content $report.Path -Raw | Should -Match '</html>'
    }

    It 'replaces no file unless it is told to' {
        $file = New-Item (Join-Path $TestDrive there.html) -Value mine
        { Export-KubeReport $file -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content $file | Should -Be mine
    }

    It 'completes the workflows that a machine is checked for' {
        $line = 'Export-KubeReport x.html -Preflight '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be Init, Join, Upgrade
    }
}
