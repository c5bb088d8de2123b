BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).Path
    $scripts = Get-ChildItem $root -Recurse -Filter *.ps1 | ForEach-Object { @{ Path = $_.FullName; Name = $_.Name } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Pwsh.ps1)
    $script:examples = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).Path
    $script:module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')).Path
    Import-Module $module/Kubeadm.psd1 -Force


    # Certificates that end within ten days.
    $script:pki = "$TestDrive/pki"
    $script:config = "$TestDrive/kubeadm.yaml"
    Set-Content $config @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: $pki
encryptionAlgorithm: ECDSA-P256
certificateValidityPeriod: 240h
"@
}

Describe '<Name>' -ForEach $scripts {
    BeforeAll {
        $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$null, [ref]$null)
        $help = $ast.GetHelpContent()
        $parameters = $ast.ParamBlock.Parameters.Name.VariablePath.UserPath
        $commands = $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | Where-Object { $_.GetCommandName() }
        $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
    }

    It 'has help that describes each parameter' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Description | Should -Not -BeNullOrEmpty
        $help.Parameters.Keys | Sort-Object | Should -Be ($parameters.ToUpperInvariant() | Sort-Object)
    }

    It 'has examples whose parameters are there' {
        $used = foreach ($example in $help.Examples) {
            [Management.Automation.Language.Parser]::ParseInput($example, [ref]$null, [ref]$null).FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) |
                Where-Object { "$($_.GetCommandName())".EndsWith($Name) } |
                ForEach-Object { $_.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] } | ForEach-Object ParameterName }
        }
        $used | Should -Not -BeNullOrEmpty
        $used | Where-Object { $_ -notin $parameters + $common } | Should -BeNullOrEmpty
    }

    It 'can be asked what it would do' {
        $ast.ParamBlock.Attributes.Where{ $_.TypeName.Name -eq 'CmdletBinding' }.NamedArguments.ArgumentName | Should -Contain 'SupportsShouldProcess'
    }

    It 'says commands by their names, and nothing to the host' {
        $commands.ForEach{ $_.GetCommandName() } | Where-Object { $_ -eq 'Write-Host' -or (Get-Alias $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }

    It 'gives cmdlets of the module parameters that they have' {
        $unknown = foreach ($command in $commands) {
            $cmdlet = Get-Command $command.GetCommandName() -Module Kubeadm -ErrorAction Ignore
            if ($cmdlet) { $command.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] } | Where-Object { $_.ParameterName -notin $cmdlet.Parameters.Keys } }
        }
        $unknown | Should -BeNullOrEmpty
    }

    It 'is told of in the README' {
        Get-Content "$examples/README.md" -Raw | Should -Match ([regex]::Escape($Name))
    }
}

Describe 'The nightly certificate report' {
    BeforeAll {
        $null = New-KubeCertificate -Config $config
    }

    It 'ends with 2 when something ends soon, with 0 when nothing does, and with 1 when there is none' {
        [string[]] $pwsh = Get-PwshCommand
        [string[]] $rest = $pwsh | Select-Object -Skip 1
        $before = $env:PSModulePath
        $env:PSModulePath = "$(Split-Path $module)$([IO.Path]::PathSeparator)$before"
        try {
            $codes = foreach ($more in @('-Days', '30'), @('-Days', '5'), @('-HostListPath', "$TestDrive/none")) {
                $null = & $pwsh[0] @rest -NoProfile -NonInteractive -File "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/exit" -Config $config @more 2>&1
                $LASTEXITCODE
            }
        }
        finally { $env:PSModulePath = $before }
        $codes | Should -Be 2, 0, 1
    }

    It 'writes a page for people and the same for machines' {
        $report = & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/report" -Config $config
        $report.NeedsAttention | Should -BeTrue
        $report.EndingSoon.Name | Should -Contain 'apiserver'
        $report.EndingSoon.Name | Should -Not -Contain 'ca'
        Get-Content $report.HtmlPath -Raw | Should -Match '(?s)<!doctype html>.*apiserver.*front-proxy-client'
        $json = Get-Content $report.JsonPath -Raw | ConvertFrom-Json
        ($json.Certificates | Where-Object Name -EQ apiserver).DaysLeft | Should -Be 9
        ($json.Certificates | Where-Object Name -EQ admin.conf).IsMissing | Should -BeTrue
        ($json.Certificates | Where-Object EndsSoon).Name | Sort-Object | Should -Be ($report.EndingSoon.Name | Sort-Object)
    }

    It 'says that a certificate cannot be read' {
        Copy-Item $pki "$TestDrive/broken" -Recurse
        Set-Content "$TestDrive/broken/front-proxy-client.crt" nonsense
        $report = & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/report" -Config $config -CertDir "$TestDrive/broken" -Days 1
        $LASTEXITCODE | Should -Be 2
        $report.Unreadable.Name | Should -Be 'front-proxy-client'
    }

    It 'writes nothing with -WhatIf' {
        $report = & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/unwritten" -Config $config -WhatIf
        $report.NeedsAttention | Should -BeTrue
        "$TestDrive/unwritten" | Should -Not -Exist
    }

    It 'posts what needs a person, and only then' {
        Mock Invoke-RestMethod { $script:posted = @{ Uri = $Uri; Body = $Body | ConvertFrom-Json } }
        $how = @{ OutputDirectory = "$TestDrive/report"; Config = $config; WebhookUri = 'https://chat.example.com/hook' }
        $null = & "$examples/Send-CertificateReport.ps1" @how -Days 5
        Should -Invoke Invoke-RestMethod -Times 0 -Exactly
        $null = & "$examples/Send-CertificateReport.ps1" @how
        Should -Invoke Invoke-RestMethod -Times 1 -Exactly
        "$($posted.Uri)" | Should -Be 'https://chat.example.com/hook'
        $posted.Body.text | Should -Match "(?m)^apiserver of \S+ ends in 9 days \(\d{4}-"
    }
}
