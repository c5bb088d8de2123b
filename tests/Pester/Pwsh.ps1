function Get-PwshCommand {
    <# .SYNOPSIS The words that start this PowerShell once more. As a .NET tool it is a library that dotnet runs. #>
    $process = [Environment]::ProcessPath
    if ([IO.Path]::GetFileNameWithoutExtension($process) -eq 'dotnet') { $process, [Environment]::GetCommandLineArgs()[0] } else { , $process }
}
