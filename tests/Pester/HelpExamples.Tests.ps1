BeforeDiscovery {
    . (Join-Path $PSScriptRoot HelpExamples.ps1)
    $pages = Get-HelpExample (Join-Path $PSScriptRoot ../../docs/help) | Group-Object Page | ForEach-Object { @{ Page = $_.Name; Examples = $_.Group | ForEach-Object { @{ Part = $_.Part; Name = $_.Name } } } }
    $script:noMachine = -not (Test-ScratchMachine)
    if ($noMachine) { Write-Warning 'The examples of docs/help are not run: file systems cannot be laid over this machine''s (unshare -rmun).' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Pwsh.ps1)
    . (Join-Path $PSScriptRoot HelpExamples.ps1)
    $module = (Resolve-Path (Join-Path $PSScriptRoot ../../out/Kubeadm)).Path
    Import-Module $module/Kubeadm.psd1 -Force
    $help = Join-Path $PSScriptRoot ../../docs/help
    $exceptions = @{
    }
}

Describe 'Examples of help' -Skip:$noMachine {
    BeforeAll {
        $examples = Get-HelpExample $help
        $results = Invoke-HelpExample $examples $module $TestDrive
    }

    Context '<Page>' -ForEach $pages {
        It '<Part>' -ForEach $Examples {
            $problems = $results[$Name].Problems
            if ($exceptions[$Name]) { $problems | Should -Not -BeNullOrEmpty -Because 'it runs, and is no exception' }
            else { $problems | Should -BeNullOrEmpty }
        }
    }
}
