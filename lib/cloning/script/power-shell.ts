import type { RepositoryApplication } from '../../applications/application';
import { comment, powerShellPlainText, windowsArguments } from '../../shell';
import { addCall, createCall, removeCall, type AssistantCall } from './calls';
import type { ScriptOrder } from './order';
import { fileNameOf } from './source';
import { headerOf, intentOf, outcomeOf, stepTitle } from './words';

/**
 * The script of an order for the PowerShell 5.1 of a Windows image builder: ASCII, and its lines
 * end with CRLF.
 */
export function powerShellImageScript(order: ScriptOrder): string {
  const parts = [
    ...headerOf(order).map(comment),
    '',
    ...powerShellFunctions.split('\n'),
    '',
    `Write-Line ${powerShellPlainText(intentOf(order))}`,
    '',
    ...order.applications.flatMap((application, index) => [
      ...applicationLines(application, stepTitle(index, order)),
      '',
    ]),
    '# What was downloaded shall not become a part of the image.',
    'Clear-Folder',
    '',
    "Start-Step 'Dry run of the image'",
    assistantLine(createCall(order, { dryRun: true })),
    '',
    "Start-Step 'Image'",
    assistantLine(createCall(order, { dryRun: false })),
    `Write-Line ${powerShellPlainText(outcomeOf(order))}`,
    'exit 0',
    '',
  ];
  return parts.join('\r\n');
}

/*
 * Windows PowerShell leaves quotes in an argument of a program as they are, and the program takes
 * them for its own: programs are started with the text that was made for them instead.
 */
const powerShellFunctions = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$script:Step = 'Start'
$script:Number = 0
$script:Work = ''
$Folder = Join-Path $env:TEMP "image-desk-$PID"
$Assistant = 'C:\\Program Files\\Amazon\\Photon\\ConsoleImageBuilder\\Image-Assistant.exe'

function Write-Line {
  param($Text)
  [Console]::WriteLine($Text)
}

function Clear-Folder {
  if (Test-Path -LiteralPath $Folder) {
    Remove-Item -LiteralPath $Folder -Recurse -Force
  }
}

function Stop-Script {
  param($Message, $Code)
  [Console]::Error.WriteLine("Stopped. $Message")
  [Console]::Error.WriteLine('No image is being made.')
  try {
    Clear-Folder
  } catch {
    [Console]::Error.WriteLine("The folder $Folder could not be removed.")
  }
  exit $Code
}

# Says in which step.
function Stop-Step {
  param($Message)
  Stop-Script "$($script:Step): $Message" 1
}

trap {
  Stop-Step "$_"
}

$User = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $User.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
  Stop-Script 'Image Assistant needs a PowerShell that was started as administrator.' 2
}
if (-not (Test-Path -LiteralPath $Assistant -PathType Leaf)) {
  Stop-Script "There is no $($Assistant): this is not a Windows image builder." 2
}

# A new step, with a folder of its own and no source.
function Start-Step {
  param($Title)
  $script:Step = $Title
  $script:Number += 1
  $script:Work = Join-Path $Folder "$($script:Number)"
  $env:SOURCE = $null
  Write-Line $Title
}

function New-Work {
  New-Item -ItemType Directory -Force -Path $script:Work | Out-Null
}

function Start-Program {
  param($File, $Arguments, $Captured)
  $Info = New-Object Diagnostics.ProcessStartInfo
  $Info.FileName = $File
  $Info.Arguments = $Arguments
  $Info.UseShellExecute = $false
  $Info.RedirectStandardOutput = $Captured
  if (Test-Path -LiteralPath $script:Work) {
    $Info.WorkingDirectory = $script:Work
  }
  [Diagnostics.Process]::Start($Info)
}

function Get-S3File {
  param($Arguments, $Name)
  New-Work
  $env:SOURCE = Join-Path $script:Work $Name
  $Process = Start-Program 'aws.exe' $Arguments $false
  $Process.WaitForExit()
  if ($Process.ExitCode -ne 0) {
    Stop-Step 'It could not be downloaded from Amazon S3 with the IAM role of the image builder.'
  }
}

function Get-WebFile {
  param($Address, $Name)
  New-Work
  $env:SOURCE = Join-Path $script:Work $Name
  Invoke-WebRequest -UseBasicParsing -Uri $Address -OutFile $env:SOURCE
}

function Use-File {
  param($Path)
  if (-not (Test-Path -LiteralPath $Path)) {
    Stop-Step "There is no $Path."
  }
  $env:SOURCE = $Path
}

# With the exit code 3010 it has succeeded, and Windows wants to be restarted some time.
function Install-Application {
  param($Lines)
  New-Work
  $File = Join-Path $Folder "install-$($script:Number).cmd"
  $Text = ($Lines -join "\`r\`n") + "\`r\`n"
  [IO.File]::WriteAllText($File, $Text, (New-Object Text.UTF8Encoding $false))
  $Process = Start-Program $env:ComSpec "/d /c ..\\install-$($script:Number).cmd" $false
  $Process.WaitForExit()
  if ($Process.ExitCode -ne 0 -and $Process.ExitCode -ne 3010) {
    Stop-Step "The install command has ended with $($Process.ExitCode)."
  }
}

function Test-Start {
  param($Path)
  if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) {
    Stop-Step "There is no $Path, with which it starts."
  }
}

# What an earlier run has added; the first time there is nothing.
function Remove-Added {
  param($Arguments)
  $Process = Start-Program $Assistant $Arguments $true
  $Process.StandardOutput.ReadToEnd() | Out-Null
  $Process.WaitForExit()
}

# It has to say that its status is 0.
function Invoke-Assistant {
  param($Arguments)
  $Process = Start-Program $Assistant $Arguments $true
  $Text = $Process.StandardOutput.ReadToEnd()
  $Process.WaitForExit()
  $Status = $null
  try {
    $Status = ($Text | ConvertFrom-Json).status
  } catch {
    $Status = $null
  }
  if ($Process.ExitCode -ne 0 -or $null -eq $Status -or $Status -ne 0) {
    Stop-Step "Image Assistant has ended with $($Process.ExitCode) and says: $Text"
  }
}`;

function applicationLines(application: RepositoryApplication, title: string): readonly string[] {
  const { id, install, launchPath } = application;
  return [
    `Start-Step ${powerShellPlainText(title)}`,
    ...sourceLines(application),
    ...(install
      ? [
          comment(`The install command of ${id}, as it was entered.`),
          'Install-Application @(',
          ...batchLines(install).map((line) => `  ${powerShellPlainText(line)}`),
          ')',
        ]
      : []),
    `Test-Start ${powerShellPlainText(launchPath)}`,
    `Remove-Added ${powerShellPlainText(windowsArguments(removeCall(application)))}`,
    assistantLine(addCall(application)),
  ];
}

/** The lines of a batch file. The command processor reads it as UTF-8 only when it is told to. */
function batchLines(install: string): readonly string[] {
  const lines = install.split(/\r\n|\r|\n/);
  return /[\u0080-\uFFFF]/.test(install) ? ['@chcp 65001 >nul', ...lines] : lines;
}

function sourceLines({ source }: RepositoryApplication): readonly string[] {
  if (!source) return [];
  if (source.kind === 'path') return [`Use-File ${powerShellPlainText(source.path)}`];
  const name = fileNameOf(source);
  if (source.kind === 'https') {
    return [`Get-WebFile ${powerShellPlainText(source.url)} ${powerShellPlainText(name)}`];
  }
  const call = ['s3', 'cp', source.uri, name, ...fromRole];
  return [`Get-S3File ${powerShellPlainText(windowsArguments(call))} ${powerShellPlainText(name)}`];
}

/** The credentials are the image builder's: AWS keeps them in a profile of this name. */
const fromRole = ['--profile', 'appstream_machine_role', '--only-show-errors'];

function assistantLine(call: AssistantCall): string {
  return `Invoke-Assistant ${powerShellPlainText(windowsArguments(call))}`;
}
