BeforeDiscovery {
    $module = Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force -PassThru
    . (Join-Path $PSScriptRoot 'OutputTypes.ps1')
    $returned = @(Get-ReturnedType $module)
    $held = @(Get-HeldType $returned)
    $shown = @(Get-ViewedType $module)
    $plain = @('Kubeadm.KubeJoinInfo', 'Kubeadm.KubeCluster', 'Kubeadm.KubeToken', 'Kubeadm.KubeConfig', 'Kubeadm.KubeCertificateUpload')
}

BeforeAll {
    $module = Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force -PassThru
    . (Join-Path $PSScriptRoot 'OutputTypes.ps1')
    . (Join-Path $PSScriptRoot 'OutputSamples.ps1')
    . (Join-Path $PSScriptRoot 'Comparing.ps1')
    $PSStyle.OutputRendering = 'PlainText'
    $samples = New-OutputSample (Join-Path $TestDrive 'samples')
    Add-HeldSample $samples
    $file = Join-Path $TestDrive 'samples.xml'

    # Each object for itself: what an object is in may go deeper than the object's type says.
    $stored = @{}
    $brought = @{}
    $parcels = foreach ($type in $samples.Keys) {
        $stored[$type] = @($samples[$type] | ForEach-Object { $_ | Export-Clixml $file; Import-Clixml $file })
        $samples[$type] | ForEach-Object { $_ }
    }
    $manifest = Join-Path $module.ModuleBase 'Kubeadm.psd1'
    $arrived = @($parcels | Start-Job { Import-Module $using:manifest; $input } | Receive-Job -Wait -AutoRemoveJob)
    $next = 0
    foreach ($type in $samples.Keys) {
        $count = @($samples[$type]).Count
        $brought[$type] = @($arrived[$next..($next + $count - 1)])
        $next += $count
    }
}

Describe 'Types of results' {
    It 'have samples and a view, each of them' -ForEach @{ Types = $returned + $held; Viewed = $shown.Type } {
        $Types | Where-Object { -not $samples[$_] } | Should -BeNullOrEmpty
        $Viewed | Where-Object { -not $samples[$_] } | Should -BeNullOrEmpty
        $Types | Where-Object { $_ -notin $Viewed } | Should -BeNullOrEmpty
    }

    It 'can be named: <_>' -ForEach ($returned + $held) {
        ($_ -as [type]).FullName | Should -Be $_
        $samples[$_][0] -is ($_ -as [type]) | Should -BeTrue
    }

    It 'read as text: <_>' -ForEach ($returned + $held) {
        foreach ($object in $samples[$_]) {
            "$object" | Should -Not -BeNullOrEmpty
            "$object" | Should -Not -Match ([regex]::Escape($_))
        }
    }
}

Describe 'Errors' {
    It 'are caught by their type' {
        $caught = try { Get-KubeToken -Kubeconfig (Join-Path $TestDrive none) } catch [Kubeadm.KubeadmException] { $_.Exception.ErrorId }
        $caught | Should -Be 'KubeconfigNotFound'
    }

    It 'of a workflow carry the results until then' {
        $patches = (New-Item (Join-Path $TestDrive 'broken/kube-apiserver+json.yaml') -Value '[{"op": "remove", "path": "/nothing"}]' -Force).DirectoryName
        $caught = try { Initialize-KubeCluster -DryRun -Patches $patches -KubernetesVersion v1.36.3 -IgnorePreflightError all 3> $null } catch [Kubeadm.WorkflowException] { $_.Exception }
        $caught.Phase | Should -Be 'control-plane/apiserver'
        $caught.InnerException | Should -BeOfType ([Kubeadm.PatchException])
        $caught.Results[-1].Status | Should -Be 'Failed'
        $caught.Results.Status | Should -Contain 'Succeeded'
    }
}

Describe 'What CliXml and a job bring' {
    It 'is what was sent: <_>' -ForEach ($returned + $held) {
        for ($i = 0; $i -lt @($samples[$_]).Count; $i++) {
            Compare-Sample $samples[$_][$i] $stored[$_][$i] | Should -BeNullOrEmpty
            Compare-Sample $samples[$_][$i] $brought[$_][$i] | Should -BeNullOrEmpty
        }
    }

    It 'answers as the objects do' {
        foreach ($cluster in $samples['Kubeadm.KubeCluster'][0], $stored['Kubeadm.KubeCluster'][0], $brought['Kubeadm.KubeCluster'][0]) {
            @($cluster.Phases | Where-Object Status -eq succeeded).Count | Should -BeGreaterThan 30
            @($cluster.Phases.Changes | Where-Object Kind -eq file | Where-Object Action -ne unchanged).Count | Should -BeGreaterThan 20
            $cluster.Join.Expires | Should -BeGreaterThan ([datetime]::UtcNow.AddHours(23))
            $cluster.Join.Expires.Kind | Should -Be 'Utc'
            ($cluster.Phases | Measure-Object { $_.Duration.TotalMilliseconds } -Sum).Sum | Should -BeGreaterThan 0
            $cluster.Join.Command | Should -Be $samples['Kubeadm.KubeCluster'][0].Join.Command
            $cluster.Join.ControlPlaneCommand | Should -Match '--certificate-key [0-9a-f]{64}$'
        }
    }
}

Describe 'JSON at its default depth' {
    It 'has every word of <_>' -ForEach ($returned + $held) {
        foreach ($object in $samples[$_]) {
            $json = $object | ConvertTo-Json -WarningAction Ignore
            $json | Should -Not -Match '"(System|Kubeadm|Microsoft)\.\w[\w.]*(\[|"|`)'
            Get-Leaf $object | Where-Object { -not $json.Contains($_) } | Should -BeNullOrEmpty
        }
    }

    It 'has every word of a list of <_>' -ForEach ($returned | Where-Object { $_ -notmatch 'KubeCluster|KubeNode|KubeUpgrade$|KubeUpgradePlan|KubeReport|KubeRun|KubeadmDocument|FileDifference' }) {
        $json = $samples[$_], $samples[$_] | ForEach-Object { $_ } | ConvertTo-Json -WarningAction Ignore
        $json | Should -Not -Match '"(System|Kubeadm|Microsoft)\.\w[\w.]*(\[|"|`)'
        $samples[$_] | ForEach-Object { Get-Leaf $_ } | Where-Object { -not $json.Contains($_) } | Should -BeNullOrEmpty
    }

    It 'has states as words' {
        ($samples['Kubeadm.PhaseResult'] | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json).Status | Sort-Object -Unique | Should -Be 'Failed', 'Succeeded'
    }
}

Describe 'CSV' {
    It 'has readable columns for <_>' -ForEach ($returned + $held) {
        foreach ($objects in $samples[$_], $stored[$_]) {
            $rows = $objects | ConvertTo-Csv | ConvertFrom-Csv
            @($rows).Count | Should -Be @($objects).Count
            $cells = $rows | ForEach-Object { $_.PSObject.Properties.Value } | Where-Object { $_ -ne 'System.Security.SecureString' }
            $cells | Where-Object { $_ -match '^(System|Kubeadm|Microsoft|Deserialized)\.\w[\w.]*(\[|$|`)' } | Should -BeNullOrEmpty
        }
    }
}

Describe 'The view of <Type> as a <Kind>' -ForEach $shown {
    It 'shows the same of what CliXml and a job brought, at <_> columns' -ForEach 80, 100, 120 {
        $text = Show-Sample $Kind $samples[$Type] $_
        $text | Should -Not -BeNullOrEmpty
        Show-Sample $Kind $stored[$Type] $_ | Should -Be $text
        Show-Sample $Kind $brought[$Type] $_ | Should -Be $text
    }

    It 'tells any two apart that differ, and has its headers on a line, at <_> columns' -ForEach 80, 100, 120 {
        $lines = (Show-Sample $Kind $samples[$Type] $_) -split '\r?\n'
        $lines | Where-Object { $_.Length -gt 120 } | Should -BeNullOrEmpty
        if ($Kind -eq 'Table') {
            ($lines -ne '')[1] | Should -Match '^[- ]+$'
        }
        $width = $_
        $wide = @($samples[$Type] | ForEach-Object { Show-Sample $Kind $_ 1000 } | Sort-Object -Unique).Count
        $narrow = @($samples[$Type] | ForEach-Object { Show-Sample $Kind $_ $width } | Sort-Object -Unique).Count
        $narrow | Should -Be $wide
    }
}

Describe 'Views' {
    It 'take properties alone, and are those of objects that were brought too' {
        $views = ([xml](Get-Content (Join-Path $module.ModuleBase 'Kubeadm.format.ps1xml') -Raw)).Configuration.ViewDefinitions.View
        foreach ($view in $views) {
            $types = @($view.ViewSelectedBy.TypeName)
            $types | Where-Object { $_ -notmatch '^Deserialized' } | ForEach-Object { $types | Should -Contain "Deserialized.$_" }
            foreach ($script in $view.SelectNodes('.//ScriptBlock').InnerText) {
                $calls = [scriptblock]::Create($script).Ast.FindAll({
                        param($node)
                        $node -is [Management.Automation.Language.InvokeMemberExpressionAst] -or $node -is [Management.Automation.Language.CommandAst]
                    }, $true)
                $calls.Extent.Text | Should -BeNullOrEmpty
            }
        }
    }
}

Describe 'Secrets of <_>' -ForEach $plain {
    BeforeAll {
        $type = $_
        $secrets = @($samples[$type] | ForEach-Object { $_.AsPlainText() } | ForEach-Object { $_, $_.Join } | ForEach-Object { $_.Token, $_.CertificateKey, $_.Content } | Where-Object { $_ })
        $pattern = ($secrets | ForEach-Object { $_ -split '\.', 2 | Select-Object -Last 1 } | ForEach-Object { [regex]::Escape($_) }) -join '|'
    }

    It 'are in no list, JSON, CSV or file' {
        $secrets | Should -Not -BeNullOrEmpty
        foreach ($objects in $samples[$type], $stored[$type], $brought[$type]) {
            $objects | Out-String | Should -Not -Match $pattern
            $objects | Format-List * -Force | Out-String -Width 10000 | Should -Not -Match $pattern
            $objects | Select-Object * | Out-String -Width 10000 | Should -Not -Match $pattern
            $objects | ConvertTo-Json -Depth 9 | Should -Not -Match $pattern
            $objects | ConvertTo-Csv | Out-String | Should -Not -Match $pattern
            $objects | Export-Clixml $file
            Get-Content $file -Raw | Should -Not -Match $pattern
        }
    }

    It 'are there for those who ask' {
        $shown = $samples[$type] | ForEach-Object { $_.AsPlainText() } | ConvertTo-Json -Depth 9 | ConvertFrom-Json
        $texts = @($shown | ForEach-Object { $_, $_.Join } | ForEach-Object { $_.Token, $_.CertificateKey, $_.Content } | Where-Object { $_ })
        $texts | Should -Be $secrets
    }
}
