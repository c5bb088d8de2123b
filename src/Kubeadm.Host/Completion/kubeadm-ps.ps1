# Completion of kubeadm-ps in PowerShell: kubeadm-ps completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName kubeadm-ps -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    $candidates = @(kubeadm-ps __complete @words "$wordToComplete" 2>$null)
    if ($candidates.Count -gt 0 -and $candidates[0] -ceq ':files') {
        return [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
    }

    foreach ($candidate in $candidates) {
        $text, $tip = $candidate -split "`t", 2
        [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $(if ($tip) { $tip } else { $text }))
    }
}
