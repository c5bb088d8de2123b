@{
    '*' = @{ Before = {
            param($Objects, $Scratch)
            $ConfirmPreference = 'None'
            $PSNativeCommandUseErrorActionPreference = $true
            $PSDefaultParameterValues = @{}
            foreach ($name in 'Initialize-KubeCluster', 'Join-KubeNode', 'Invoke-KubeUpgrade') {
                $PSDefaultParameterValues["${name}:DryRun"] = $true
                $PSDefaultParameterValues["${name}:IgnorePreflightError"] = 'all'
            }
            foreach ($name in 'Get-KubeUpgradePlan', 'Compare-KubeUpgrade') { $PSDefaultParameterValues["${name}:IgnorePreflightError"] = 'all' }
            if (Test-Path function:Get-Secret) { return }

            $vault = @{ 'rack-12' = ConvertTo-SecureString abcdef.0123456789abcdef -AsPlainText }
            function Get-Secret([string]$Name) { $vault[$Name] ?? (throw "no secret $Name") }
            function Set-Secret([string]$Name, [securestring]$SecureStringSecret) { $vault[$Name] = $SecureStringSecret }

            # There is no kubelet that could start anything again.
            $metadata = [Management.Automation.CommandMetadata]::new((Get-Command Update-KubeCertificate -CommandType Cmdlet))
            Set-Item function:Update-KubeCertificate ([Management.Automation.ProxyCommand]::Create($metadata) -replace 'begin\s*\{', '$0 $null = $PSBoundParameters.Remove("Restart")')
        }
    }
}
