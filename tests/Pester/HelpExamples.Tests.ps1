BeforeDiscovery {
    . (Join-Path $PSScriptRoot HelpExamples.ps1)
    $script:noMachine = -not (Test-ScratchMachine)
    if ($noMachine) { Write-Warning 'The examples of docs/help are not run: file systems cannot be laid over this machine''s (unshare -rmun).' }
    $script:pages = Get-HelpExample (Join-Path $PSScriptRoot ../../docs/help) | Group-Object Page | ForEach-Object { @{ Page = $_.Name; Parts = $_.Group | ForEach-Object { @{ Part = $_.Part; Name = $_.Name } } } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Pwsh.ps1)
    . (Join-Path $PSScriptRoot HelpExamples.ps1)
    $script:module = (Resolve-Path (Join-Path $PSScriptRoot ../../out/Kubeadm)).Path
    Import-Module $module/Kubeadm.psd1 -Force
    $script:examples = Get-HelpExample (Join-Path $PSScriptRoot ../../docs/help)

    # Examples that fail here, and why.
    $script:exceptions = @{
        'about_Kubeadm_DesiredState: PSDesiredStateConfiguration and machine configuration' = 'PSDesiredStateConfiguration 3.0.0 is not here; Examples.Tests.ps1 calls it where it is.'
    }
}

Describe 'Examples of help' {
    It 'are all found that Get-Help shows' {
        $shown = ([xml](Get-Content "$module/en-US/*-Help.xml" -Raw)).helpItems.command | ForEach-Object {
            $name = $_.details.name
            $_.examples.example.title | ForEach-Object { "${name}: $($_ -replace '^Example \d+: ')" }
        }
        $shown | Should -Not -BeNullOrEmpty
        $shown | Where-Object { $_ -notin $examples.Name } | Should -BeNullOrEmpty
    }

    It 'have exceptions and presuppositions only where there is an example' {
        $exceptions.Keys | Where-Object { $_ -notin $examples.Name } | Should -BeNullOrEmpty
        $setups = . (Join-Path $PSScriptRoot HelpExampleSetups.ps1)
        $setups.Keys | Where-Object { $_ -ne '*' -and $_ -notin $examples.Name -and $_ -notin $examples.Page } | Should -BeNullOrEmpty
    }

    It 'return objects, or say that they return none: <Code>' -ForEach @(
        @{ Code = 'Get-KubeImage | Where-Object Present'; Gives = $true }
        @{ Code = '$a = 1; $a.Length'; Gives = $true }
        @{ Code = '$a = Get-KubeImage'; Gives = $false }
        @{ Code = 'Get-KubeImage | Export-Csv ./a.csv'; Gives = $false }
        @{ Code = 'Get-KubeadmConfig | Export-KubeadmConfig ./a -PassThru'; Gives = $true }
        @{ Code = 'Reset-KubeNode -WhatIf'; Gives = $false }
        @{ Code = 'kubectl get nodes'; Gives = $false }
    ) {
        Test-GivesObject $Code | Should -Be $Gives
    }
}

Describe 'What help shows' -Skip:$noMachine {
    BeforeAll {
        # Not in TestDrive, all of whose files are gone through for each page.
        $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "kubeadm-examples-$PID")).FullName
        try { $script:results = Invoke-HelpExample $examples $module $folder }
        finally {
            # What overlays leave is closed to all.
            chmod -R u+rwX $folder
            Remove-Item $folder -Recurse -Force
        }
    }

    Context '<Page>' -ForEach $pages {
        It '<Part>' -ForEach $Parts {
            $result = $results[$Name]
            $result | Should -Not -BeNullOrEmpty -Because 'it has to be run'
            if ($exceptions[$Name]) { $result.Problems | Should -Not -BeNullOrEmpty -Because 'it runs, and is no exception' }
            else { $result.Problems | Should -BeNullOrEmpty }
        }
    }
}
