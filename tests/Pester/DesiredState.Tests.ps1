<#
What DSC runs and reads: the script and the manifests of dsc/ by DSC's protocol, the classes of KubeadmDsc as PowerShell has them, and both by the
real programs where they are: dsc in the folder that KUBEADM_DSC names (else /opt/dsc), with PSDesiredStateConfiguration in its modules.
#>
BeforeDiscovery {
    $dsc = $env:KUBEADM_DSC ?? '/opt/dsc'
    $hasDsc = Test-Path (Join-Path $dsc 'dsc')
    $hasModule = Test-Path (Join-Path $dsc 'modules/PSDesiredStateConfiguration')
    $manifests = @(Get-ChildItem (Join-Path $PSScriptRoot '../../out/Kubeadm/dsc/*.dsc.resource.json'))
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Pwsh.ps1')
    $script:dsc = $env:KUBEADM_DSC ?? '/opt/dsc'
    $script:out = (Resolve-Path (Join-Path $PSScriptRoot '../../out')).Path
    $module = Import-Module (Join-Path $out 'Kubeadm/Kubeadm.psd1') -Force -PassThru
    $script:config = Join-Path $TestDrive 'kubeadm.yaml'
    $script:pki = Join-Path $TestDrive 'pki'
    Set-Content $config @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: $pki
encryptionAlgorithm: ECDSA-P256
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.10}
nodeRegistration: {name: cp1}
"@
    $null = New-KubeCertificate -Name ca -Config $config

    # Runs the script as a manifest says, and returns what it wrote, line by line, with its exit code and messages.
    function Invoke-Resource([string] $Resource, [string] $Operation, [object] $Properties, [switch] $WhatIf) {
        $manifest = Get-Content (Join-Path $out "Kubeadm/dsc/$Resource.dsc.resource.json") -Raw | ConvertFrom-Json
        $arguments = @($manifest.$Operation.args | ForEach-Object { if ($_ -is [string]) { $_ } elseif ($WhatIf) { $_.whatIfArg } })
        [string[]] $pwsh = Get-PwshCommand
        [string[]] $rest = $pwsh | Select-Object -Skip 1
        $errors = Join-Path $TestDrive 'stderr'
        Push-Location (Join-Path $out 'Kubeadm/dsc')
        try {
            $lines = @(ConvertTo-Json -InputObject $Properties -Depth 20 -Compress | & $pwsh[0] @rest @arguments 2> $errors)
        } finally {
            Pop-Location
        }
        $answer = [pscustomobject]@{ Lines = $lines; ExitCode = $LASTEXITCODE; Messages = @(Get-Content $errors | ForEach-Object { $_ | ConvertFrom-Json }); Schema = $manifest.schema.embedded | ConvertTo-Json -Depth 20 }
        if ($answer.ExitCode -eq 0) {
            foreach ($line in $lines | Where-Object { $_.StartsWith('{') }) {
                $line | Test-Json -Schema $answer.Schema | Should -BeTrue
            }
        }
        $answer
    }

    # The environment of dsc, or of a PowerShell with DSC's module, whose modules are this build's.
    function Invoke-WithDsc([scriptblock] $Script) {
        $before = $env:PATH, $env:PSModulePath, $env:HOME, $env:NO_COLOR
        try {
            $env:PATH = (Join-Path $out 'Kubeadm/dsc'), $dsc, (Join-Path $dsc 'bin'), $env:PATH -join ':'
            $env:PSModulePath = $out, (Join-Path $dsc 'modules') -join ':'
            $env:HOME = $TestDrive
            $env:NO_COLOR = '1'
            & $Script
        } finally {
            $env:PATH, $env:PSModulePath, $env:HOME, $env:NO_COLOR = $before
        }
    }
}

Describe 'The manifest <_.BaseName>' -ForEach $manifests {
    BeforeAll {
        $manifest = Get-Content $_ -Raw | ConvertFrom-Json
        $name = $manifest.type -replace '^Kubeadm/'
    }

    It 'says of the type what the class says' {
        $class = [Management.Automation.Language.Parser]::ParseFile((Join-Path $out 'KubeadmDsc/KubeadmDsc.psm1'), [ref] $null, [ref] $null).FindAll(
            { $args[0] -is [Management.Automation.Language.TypeDefinitionAst] -and $args[0].Name -eq $name }, $false)
        $properties = @($class.Members | Where-Object { $_ -is [Management.Automation.Language.PropertyMemberAst] } | ForEach-Object Name)
        $schema = @($manifest.schema.embedded.properties.PSObject.Properties.Name | Where-Object { $_ -notlike '_*' })
        $schema | Sort-Object | Should -Be @($properties | Where-Object { $_ -ne 'Ensure' } | ForEach-Object { $_.Substring(0, 1).ToLower() + $_.Substring(1) } | Sort-Object)
    }

    It 'names a script that is there, and the operations that it knows' {
        foreach ($operation in 'get', 'test', 'set', 'export') {
            $manifest.$operation.args | Should -Contain $operation
            $manifest.$operation.args | Should -Contain $name
            Join-Path $out "Kubeadm/dsc/$($manifest.$operation.args | Where-Object { $_ -like '*.ps1' })" | Should -Exist
        }
        $manifest.version | Should -Be (Import-PowerShellDataFile (Join-Path $out 'Kubeadm/Kubeadm.psd1')).ModuleVersion
    }

    It 'refuses what is no property and paths that are relative' {
        $schema = $manifest.schema.embedded | ConvertTo-Json -Depth 20
        '{"nonsense": 1}' | Test-Json -Schema $schema -ErrorAction Ignore | Should -BeFalse
        foreach ($path in $manifest.schema.embedded.properties.PSObject.Properties | Where-Object { $_.Value.pattern -like '*A-Za-z*' }) {
            "{`"$($path.Name)`": `"relative`"}" | Test-Json -Schema $schema -ErrorAction Ignore | Should -BeFalse
            "{`"$($path.Name)`": `"/absolute`"}" | Test-Json -Schema $schema -ErrorAction Ignore | Should -BeTrue
            "{`"$($path.Name)`": `"C:\\absolute`"}" | Test-Json -Schema $schema -ErrorAction Ignore | Should -BeTrue
        }
    }
}

Describe 'The script that DSC runs' {
    It 'tells what would be done, does it once, and finds it' {
        $path = Join-Path $TestDrive 'written.yaml'
        $wanted = @{ path = $path; documents = @(@{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'InitConfiguration'; bootstrapTokens = @(@{ token = 'abcdef.0123456789abcdef' }) }) }

        $test = Invoke-Resource KubeadmConfig test $wanted
        ($test.Lines[0] | ConvertFrom-Json)._inDesiredState | Should -BeFalse
        ConvertFrom-Json $test.Lines[1] | Should -Be '_exist'
        $preview = (Invoke-Resource KubeadmConfig set $wanted -WhatIf).Lines | ConvertFrom-Json
        $preview._metadata.whatIf | Should -Be "Write $path"
        $preview._exist | Should -BeTrue
        $path | Should -Not -Exist

        $set = Invoke-Resource KubeadmConfig set $wanted
        $set.Lines.Count | Should -Be 1
        $set.Lines | Should -Not -Match '0123456789abcdef'
        Get-Content $path -Raw | Should -Match 'abcdef.0123456789abcdef'
        $again = Invoke-Resource KubeadmConfig test $wanted
        ($again.Lines[0] | ConvertFrom-Json)._inDesiredState | Should -BeTrue
        $again.Lines[1] | Should -Be '[]'
    }

    It 'finds certificates, a line each' {
        $found = (Invoke-Resource KubeCertificate export @{ certificatesDir = $pki; config = $config }).Lines | ConvertFrom-Json
        $found.name | Should -Contain 'ca'
        ($found | Where-Object name -eq 'ca').notAfter | Should -BeOfType ([datetime])
    }

    It 'ends with <Code> and says why: <Resource> <Properties>' -ForEach @(
        @{ Resource = 'KubeadmConfig'; Properties = @{}; Code = 2; Id = 'PropertyMissing' }
        @{ Resource = 'KubeToken'; Properties = @{ tokenId = 'ABC' }; Code = 2; Id = 'InvalidToken' }
        @{ Resource = 'KubeCertificate'; Properties = @{ name = 'nonsense' }; Code = 2; Id = 'InvalidProperty' }
        @{ Resource = 'KubeToken'; Properties = @{ token = 'abcdef.0123456789abcdef'; kubeconfig = '/nowhere/admin.conf' }; Code = 3; Id = 'KubeconfigNotFound' }
    ) {
        $answer = Invoke-Resource $Resource set $Properties
        $answer.ExitCode | Should -Be $Code
        $answer.Lines | Should -BeNullOrEmpty
        @($answer.Messages.error)[-1] | Should -Match "\($Id\)$"
        "$($answer.Messages)" | Should -Not -Match '0123456789abcdef'
    }
}

Describe 'dsc' -Skip:(-not $hasDsc) {
    It 'takes a machine from nothing to what a configuration wants, and finds nothing to do then' {
        $document = Join-Path $TestDrive 'node.dsc.yaml'
        Set-Content $document @"
`$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
parameters:
  token: {type: secureString, defaultValue: abcdef.0123456789abcdef}
resources:
- name: file
  type: Kubeadm/KubeadmConfig
  properties:
    path: $TestDrive/dsc.yaml
    documents:
    - {apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: v1.36.3, certificatesDir: $pki}
- name: certificate
  type: Kubeadm/KubeCertificate
  dependsOn: ["[resourceId('Kubeadm/KubeadmConfig', 'file')]"]
  properties: {name: apiserver, certificatesDir: $pki, config: $config, renewBefore: 30d}
- name: token
  type: Kubeadm/KubeToken
  properties: {token: "[parameters('token')]", kubeconfig: $TestDrive/none.conf, _exist: false}
"@
        function Invoke-Config([string[]] $Operation) {
            Invoke-WithDsc { dsc -t plaintext config @Operation -f $document 2>&1 | ForEach-Object { "$_" } }
        }

        $before = Invoke-Config test | Where-Object { $_.StartsWith('{') } | ConvertFrom-Json
        ($before.results | Where-Object name -ne 'token').result.inDesiredState | Should -Be $false, $false
        $preview = Invoke-Config set, -w | Where-Object { $_.StartsWith('{') } | ConvertFrom-Json
        $preview.results.metadata.whatIf | Should -Contain "Write $TestDrive/dsc.yaml"
        "$TestDrive/dsc.yaml" | Should -Not -Exist
        $set = Invoke-Config set
        "$set" | Should -Not -Match '0123456789abcdef'
        "$pki/apiserver.crt" | Should -Exist
        $after = Invoke-Config test | Where-Object { $_.StartsWith('{') } | ConvertFrom-Json
        $after.hadErrors | Should -BeFalse
        $after.results.result.inDesiredState | Should -Be $true, $true, $true
    }

    It 'finds the classes by its adapter' {
        $wanted = @{ Name = 'ca'; CertificatesDir = $pki; Config = $config } | ConvertTo-Json -Compress
        $told = Invoke-WithDsc { dsc -t plaintext resource test -r KubeadmDsc/KubeCertificate -i $wanted 2>$null } | ConvertFrom-Json
        $told.inDesiredState | Should -BeTrue
    }
}

Describe 'The classes' {
    It 'compare, change, tell and find as the resources do' {
        $answer = Invoke-WithDsc {
            [string[]] $pwsh = Get-PwshCommand
            [string[]] $rest = $pwsh | Select-Object -Skip 1
            & $pwsh[0] @rest -NoProfile -NonInteractive -Command "
                `$ErrorActionPreference = 'Stop'
                `$module = Import-Module KubeadmDsc -PassThru
                `$type = & `$module { [KubeCertificate] }
                `$one = `$type::new()
                `$one.Name = 'front-proxy-ca'; `$one.CertificatesDir = '$pki'; `$one.Config = '$config'
                `$one.Test(); `$one.Set(); `$one.Test()
                `$one.Get().Ensure
                (`$type::Export(`$one)).Name"
        }
        $answer | Should -Be 'False', 'True', 'Present', 'front-proxy-ca'
    }

    It 'are resources of PSDesiredStateConfiguration' -Skip:(-not $hasModule) {
        $answer = Invoke-WithDsc {
            & (Join-Path $dsc 'bin/pwsh') -NoProfile -NonInteractive -Command "
                `$ErrorActionPreference = 'Stop'
                Import-Module PSDesiredStateConfiguration
                (Get-DscResource -Module KubeadmDsc).Name -join ','
                `$property = @{ Name = 'etcd-ca'; CertificatesDir = '$pki'; Config = '$config' }
                (Invoke-DscResource -ModuleName KubeadmDsc -Name KubeCertificate -Method Test -Property `$property).InDesiredState
                `$null = Invoke-DscResource -ModuleName KubeadmDsc -Name KubeCertificate -Method Set -Property `$property
                (Invoke-DscResource -ModuleName KubeadmDsc -Name KubeCertificate -Method Test -Property `$property).InDesiredState"
        }
        $answer | Should -Be 'KubeadmConfig,KubeCertificate,KubeControlPlane,KubeNode,KubeToken', 'False', 'True'
    }
}
