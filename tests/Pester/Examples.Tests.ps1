BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).Path
    $documents = Get-ChildItem $root/desired-state -Filter *.dsc.yaml | ForEach-Object { @{ Path = $_.FullName; Name = $_.Name } }
    $script:dscFolder = $env:KUBEADM_DSC ?? '/opt/dsc'
    # dsc sets nothing without the rights of root.
    $noDsc = -not ((Get-Command (Join-Path $dscFolder dsc) -CommandType Application -ErrorAction Ignore) -and [Environment]::IsPrivilegedProcess)
    if ($noDsc) { Write-Warning "The configurations of DSC are not run by the real dsc: there is none in $dscFolder (KUBEADM_DSC names its folder), or this is not root." }
    $noModule = -not (Test-Path "$dscFolder/modules/PSDesiredStateConfiguration")
    if ($noModule) { Write-Warning "Set-NodeDesiredState.ps1 is not run: there is no module PSDesiredStateConfiguration in $dscFolder/modules." }
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
        $report.Unusable.Name | Should -Be 'front-proxy-client'
    }

    It 'says that a node has no certificate' {
        $report = & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/report" -Config $config -CertDir "$TestDrive/nowhere"
        $LASTEXITCODE | Should -Be 2
        $report.Empty | Should -Be ([Environment]::MachineName)
    }

    It 'writes nothing with -WhatIf' {
        $report = & "$examples/Send-CertificateReport.ps1" -OutputDirectory "$TestDrive/unwritten" -Config $config -WhatIf
        $report.NeedsAttention | Should -BeTrue
        "$TestDrive/unwritten" | Should -Not -Exist
    }

    It 'posts what needs a person, and only then' {
        Mock Invoke-RestMethod {}
        $how = @{ OutputDirectory = "$TestDrive/report"; Config = $config; WebhookUri = 'https://chat.example.com/hook' }
        $null = & "$examples/Send-CertificateReport.ps1" @how -Days 5
        Should -Invoke Invoke-RestMethod -Times 0 -Exactly
        $null = & "$examples/Send-CertificateReport.ps1" @how
        Should -Invoke Invoke-RestMethod -Times 1 -Exactly -ParameterFilter {
            "$Uri" -eq 'https://chat.example.com/hook' -and ($Body | ConvertFrom-Json).text -match '(?m)^apiserver of \S+ ends in 9 days \(\d{4}-'
        }
    }
}

Describe 'Desired state: <Name>' -ForEach $documents {
    BeforeAll {
        # YAML as its parser reads it, with the types of its scalars.
        Add-Type -Path "$module/lib/YamlDotNet.dll"
        $yaml = [YamlDotNet.Serialization.DeserializerBuilder]::new().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize[object]([IO.File]::ReadAllText($Path))
        $document = [YamlDotNet.Serialization.SerializerBuilder]::new().JsonCompatible().Build().Serialize($yaml) | ConvertFrom-Json
        $schemas = @{}
        Get-ChildItem "$module/dsc/*.dsc.resource.json" | ForEach-Object {
            $manifest = Get-Content $_ -Raw | ConvertFrom-Json
            $schemas[$manifest.type] = $manifest.schema.embedded | ConvertTo-Json -Depth 20
        }

        function Resolve-Parameter($Value) {
            <# .SYNOPSIS Puts the values of parameters in, as DSC does: the default one, or one of its type. #>
            if ($Value -is [string] -and $Value -match "^\[parameters\('(\w+)'\)\]$") {
                $parameter = $document.parameters.($Matches[1])
                if ($null -eq $parameter) { throw "There is no parameter $($Matches[1])." }
                if ($parameter.PSObject.Properties['defaultValue']) { return $parameter.defaultValue }
                return $parameter.type -eq 'secureString' ? [pscustomobject]@{ secureString = 'abcdef.0123456789abcdef' } : 'a value'
            }
            if ($Value -is [array]) { return , @($Value | ForEach-Object { Resolve-Parameter $_ }) }
            if ($Value -is [pscustomobject]) {
                $made = [ordered]@{}
                foreach ($property in $Value.PSObject.Properties) { $made[$property.Name] = Resolve-Parameter $property.Value }
                return [pscustomobject]$made
            }
            $Value
        }
    }

    It 'names resources and properties that there are' {
        $document.resources.Count | Should -BeGreaterThan 0
        foreach ($resource in $document.resources) {
            $schemas.Keys | Should -Contain $resource.type
            $json = Resolve-Parameter $resource.properties | ConvertTo-Json -Depth 20
            $json | Test-Json -Schema $schemas[$resource.type] -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeTrue -Because "$($resource.name): $problems"
        }
    }

    It 'depends on resources that come before' {
        $before = @()
        foreach ($resource in $document.resources) {
            foreach ($dependency in $resource.PSObject.Properties['dependsOn'] ? $resource.dependsOn : @()) { $dependency | Should -BeIn $before }
            $before += "[resourceId('$($resource.type)', '$($resource.name)')]"
        }
    }

    It 'takes each secret as a secureString without a value' {
        $text = Get-Content $Path -Raw
        foreach ($resource in $document.resources) {
            foreach ($secret in 'token', 'certificateKey' | Where-Object { $resource.properties.PSObject.Properties[$_] }) {
                $resource.properties.$secret | Should -Match "^\[parameters\('\w+'\)\]$"
                $name = $resource.properties.$secret -replace "^.*'(\w+)'.*$", '$1'
                $document.parameters.$name.type | Should -Be secureString
                $document.parameters.$name.PSObject.Properties.Name | Should -Not -Contain defaultValue
            }
        }
        $text | Should -Not -Match '[a-z0-9]{6}\.[a-z0-9]{16}'
    }

    It 'uses each of its parameters' {
        $text = Get-Content $Path -Raw
        foreach ($name in $document.parameters.PSObject.Properties.Name) { $text | Should -BeLike "*parameters('$name')*" }
    }
}

Describe 'Desired state by the real dsc' -Skip:$noDsc {
    BeforeAll {
        $dsc = (Get-Item (Join-Path $dscFolder dsc*) | Where-Object Name -In dsc, dsc.exe | Select-Object -First 1).FullName
        Set-Content "$TestDrive/parameters.yaml" @"
parameters:
  configPath: $TestDrive/wanted.yaml
  controlPlaneEndpoint: api.example.com:6443
  advertiseAddress: 10.0.0.11
  joinToken: abcdef.0123456789abcdef
"@

        # Of the control plane only what is a file of this test: the rest would look at, or change, this machine.
        $text = Get-Content "$examples/desired-state/control-plane.dsc.yaml" -Raw
        $only = $text.Substring(0, $text.IndexOf('- name: control plane'))
        Set-Content "$TestDrive/file.dsc.yaml" $only

        function Invoke-Dsc([string]$Document, [string[]]$Operation) {
            $before = $env:PATH, $env:PSModulePath, $env:HOME
            $env:HOME = $TestDrive
            $env:PATH = $dscFolder, "$dscFolder/bin", "$module/dsc", $env:PATH -join [IO.Path]::PathSeparator
            try { & $dsc -l error config --parameters-file "$TestDrive/parameters.yaml" @Operation --file $Document --output-format json | ConvertFrom-Json -Depth 40 }
            finally { $env:PATH, $env:PSModulePath, $env:HOME = $before }
        }
    }

    It 'finds that the file is not there, makes it, and has nothing to do in a second run' {
        (Invoke-Dsc "$TestDrive/file.dsc.yaml" test).results.result.inDesiredState | Should -BeFalse
        "$TestDrive/wanted.yaml" | Should -Not -Exist
        (Invoke-Dsc "$TestDrive/file.dsc.yaml" set).hadErrors | Should -BeFalse
        (Invoke-Dsc "$TestDrive/file.dsc.yaml" test).results.result.inDesiredState | Should -BeTrue
        $again = Invoke-Dsc "$TestDrive/file.dsc.yaml" set
        $again.hadErrors | Should -BeFalse
        $again.results.result.changedProperties | Should -BeNullOrEmpty
    }

    It 'leaves a file that kubeadm takes' {
        (Test-KubeadmConfig "$TestDrive/wanted.yaml").IsValid | Should -BeTrue
        Get-Content "$TestDrive/wanted.yaml" -Raw | Should -Match 'controlPlaneEndpoint: api.example.com:6443'
    }

    It 'takes the parameters of the template' {
        $asked = (Get-Content "$examples/desired-state/parameters.yaml" -Raw) + "  configPath: $TestDrive/template.yaml`n"
        Set-Content "$TestDrive/parameters.yaml" $asked
        (Invoke-Dsc "$TestDrive/file.dsc.yaml" test).results.result.inDesiredState | Should -BeFalse
    }
}

Describe 'Desired state by Invoke-DscResource' -Skip:$noModule {
    BeforeAll {
        function Invoke-Example([string]$Arguments) {
            <# .SYNOPSIS Runs the script where its modules are found. #>
            [string[]] $pwsh = Get-PwshCommand
            [string[]] $rest = $pwsh | Select-Object -Skip 1
            $before = $env:PSModulePath
            $env:PSModulePath = (Split-Path $module), "$module/dsc", "$dscFolder/modules", $before -join [IO.Path]::PathSeparator
            try { & $pwsh[0] @rest -NoProfile -NonInteractive -Command "& '$examples/desired-state/Set-NodeDesiredState.ps1' $Arguments -WhatIf 6>`$null | ConvertTo-Json" | Where-Object { $_ -notlike 'What if:*' } | ConvertFrom-Json }
            finally { $env:PSModulePath = $before }
        }
    }

    It 'compares a worker' {
        $state = Invoke-Example "-Role Worker -NodeName a-test -ApiServerEndpoint 192.0.2.10:6443 -Token (ConvertTo-SecureString abcdef.0123456789abcdef -AsPlainText) -CaCertHash sha256:$('a' * 64) -IgnorePreflightError Swap"
        "$($state.Resource) $($state.Name) $($state.InDesiredState) $($state.Changed)" | Should -Be 'KubeNode a-test False False'
    }

    It 'compares a control plane, its file and its certificates' {
        $states = Invoke-Example "-Role ControlPlane -NodeName a-test -Config '$config' -KubernetesVersion v1.36.3 -CertificateName apiserver"
        $states | ForEach-Object { "$($_.Resource) $($_.InDesiredState) $($_.Changed)" } | Should -Be 'KubeadmConfig True False', 'KubeControlPlane False False', 'KubeCertificate False False'
    }
}
