import { reasonOf } from '../problems/explain';
import type { RegionCode } from '../scope';
import { describeCounts } from './explain';
import { bashText, comment, powerShellText } from '../shell';
import type { ShareItem, SharePlan } from './plan';

/** A plan as an AWS CLI script for bash 3.2 or later. Its lines end as they do on Unix. */
export function bashScript(plan: SharePlan): string {
  const parts = [
    '#!/usr/bin/env bash',
    ...headerOf(plan).map(comment),
    '',
    'set -u',
    "export AWS_PAGER=''",
    'export AWS_RETRY_MODE="${AWS_RETRY_MODE:-standard}"',
    'export AWS_MAX_ATTEMPTS="${AWS_MAX_ATTEMPTS:-10}"',
    "trap 'echo Stopped. >&2; exit 130' INT",
    '',
    `account=${bashText(plan.scope.account)}`,
    `region=${bashText(anyRegionOf(plan))}`,
    bashFunctions,
    '',
    ...changedOf(plan).map(bashItem),
    '',
    bashEnd,
    '',
  ];
  return parts.join('\n');
}

/** A plan as an AWS CLI script for Windows PowerShell 5.1 or later. Its lines end with CRLF. */
export function powerShellScript(plan: SharePlan): string {
  const parts = [
    ...headerOf(plan).map(comment),
    '',
    "$ErrorActionPreference = 'Continue'",
    "$env:AWS_PAGER = ''",
    powerShellRetries,
    '',
    `$Account = ${powerShellText(plan.scope.account)}`,
    `$Region = ${powerShellText(anyRegionOf(plan))}`,
    powerShellFunctions,
    '',
    ...changedOf(plan).map(powerShellItem),
    '',
    powerShellEnd,
    '',
  ];
  return parts.join('\r\n');
}

/** What a script of a plan is called as a file: for bash `sh`, for PowerShell `ps1`. */
export function scriptFileName(
  { digest, madeAt }: Pick<SharePlan, 'digest' | 'madeAt'>,
  extension: 'sh' | 'ps1',
): string {
  const date = new Date(madeAt).toISOString().slice(0, 10);
  return `image-desk-sharing-${date}-${digest.slice(0, 8)}.${extension}`;
}

const bashFunctions = `changed=0
failed=0

if ! caller=$(aws sts get-caller-identity --region "$region" --query Account --output text); then
  echo 'AWS does not say whose credentials these are. Nothing was changed.' >&2
  exit 2
fi
if [ "$caller" != "$account" ]; then
  echo "These are credentials of account $caller, and the plan is for $account. Nothing was changed." >&2
  exit 2
fi

succeed() {
  changed=$((changed + 1))
  printf 'Done: %s %s %s\\n' "$1" "$2" "$3"
}

fail() {
  failed=$((failed + 1))
  printf 'Failed: %s %s %s\\n%s\\n' "$1" "$2" "$3" "$4" >&2
}

# share REGION IMAGE ACCOUNT PERMISSIONS
share() {
  local answer
  if answer=$(aws appstream update-image-permissions --region "$1" --name "$2" \\
    --shared-account-id "$3" --image-permissions "$4" 2>&1); then
    succeed "$1" "$2" "$3"
  else
    fail "$1" "$2" "$3" "$answer"
  fi
}

# revoke REGION IMAGE ACCOUNT: that it is not shared any more is no failure
revoke() {
  local answer
  if answer=$(aws appstream delete-image-permissions --region "$1" --name "$2" \\
    --shared-account-id "$3" 2>&1); then
    succeed "$1" "$2" "$3"
    return
  fi
  case "$answer" in
    *'(ResourceNotFoundException)'*) succeed "$1" "$2" "$3" ;;
    *) fail "$1" "$2" "$3" "$answer" ;;
  esac
}`;

const bashEnd = `echo "$changed done, $failed failed."
[ "$failed" -eq 0 ]`;

const powerShellRetries = crlf(`if (-not $env:AWS_RETRY_MODE) {
  $env:AWS_RETRY_MODE = 'standard'
}
if (-not $env:AWS_MAX_ATTEMPTS) {
  $env:AWS_MAX_ATTEMPTS = '10'
}`);

const powerShellFunctions = crlf(`$script:Changed = 0
$script:Failed = 0

$Caller = & aws sts get-caller-identity --region $Region --query Account --output text
if ($LASTEXITCODE -ne 0) {
  [Console]::Error.WriteLine('AWS does not say whose credentials these are. Nothing was changed.')
  exit 2
}
if ($Caller -ne $Account) {
  [Console]::Error.WriteLine("These are credentials of account $Caller, and the plan is for $Account. Nothing was changed.")
  exit 2
}

function Write-Success {
  param($In, $Image, $With)
  $script:Changed += 1
  Write-Output "Done: $In $Image $With"
}

function Write-Failure {
  param($In, $Image, $With, $Answer)
  $script:Failed += 1
  [Console]::Error.WriteLine("Failed: $In $Image $With")
  [Console]::Error.WriteLine($Answer)
}

# Out-String would break lines at the width of the window, also within a word.
function Out-Text {
  (@($input) | ForEach-Object { "$_" }) -join [Environment]::NewLine
}

function Add-Share {
  param($In, $Image, $With, $Permissions)
  $Answer = & aws appstream update-image-permissions --region $In --name $Image --shared-account-id $With --image-permissions $Permissions 2>&1 | Out-Text
  if ($LASTEXITCODE -eq 0) {
    Write-Success $In $Image $With
  } else {
    Write-Failure $In $Image $With $Answer
  }
}

# That it is not shared any more is no failure.
function Remove-Share {
  param($In, $Image, $With)
  $Answer = & aws appstream delete-image-permissions --region $In --name $Image --shared-account-id $With 2>&1 | Out-Text
  if ($LASTEXITCODE -eq 0) {
    Write-Success $In $Image $With
  } elseif ($Answer.Contains('(ResourceNotFoundException)')) {
    Write-Success $In $Image $With
  } else {
    Write-Failure $In $Image $With $Answer
  }
}`);

const powerShellEnd = crlf(`Write-Output "$script:Changed done, $script:Failed failed."
if ($script:Failed -gt 0) {
  exit 1
}`);

function bashItem({ region, image, account, after }: ShareItem): string {
  const place = [region, image, account].map(bashText).join(' ');
  return after ? `share ${place} ${permissionsText(after)}` : `revoke ${place}`;
}

function powerShellItem({ region, image, account, after }: ShareItem): string {
  const place = [region, image, account].map(powerShellText).join(' ');
  return after
    ? `Add-Share ${place} ${powerShellText(permissionsText(after))}`
    : `Remove-Share ${place}`;
}

/** The lines of a part, with the ends that they have on Windows. */
function crlf(part: string): string {
  return part.replaceAll('\n', '\r\n');
}

/** In the shorthand of the AWS CLI. */
function permissionsText({ fleet, imageBuilder }: NonNullable<ShareItem['after']>): string {
  return `allowFleet=${fleet},allowImageBuilder=${imageBuilder}`;
}

function changedOf({ items }: SharePlan): readonly ShareItem[] {
  return items.filter(({ change }) => change !== 'unchanged');
}

/** The Region in which AWS is asked whose credentials these are: it must be of the partition. */
function anyRegionOf({ items, images }: SharePlan): RegionCode {
  return items[0]?.region ?? images[0]?.region ?? 'us-east-1';
}

/** What the comment at the top says. */
function headerOf(plan: SharePlan): readonly string[] {
  const { digest, scope, images, items, madeAt } = plan;
  const changed = changedOf(plan);
  const obstacles = images.flatMap(({ region, image, obstacle }) =>
    obstacle ? [`  ${region} ${image.name}: ${reasonOf(obstacle)}`] : [],
  );
  return [
    'Changes who images are shared with, as a plan of Image Desk says. It needs the AWS CLI.',
    '',
    `Plan: ${digest}`,
    `Account: ${scope.account} (${scope.partition})`,
    `Made: ${new Date(madeAt).toISOString()}`,
    `Changes: ${changed.length > 0 ? describeCounts(changed) : 'none'}`,
    `Unchanged and left out: ${items.length - changed.length}`,
    ...(obstacles.length > 0 ? ['', 'Nothing is planned for these images:', ...obstacles] : []),
    '',
    'It does not see what was changed since the plan was made: run it soon, or make a new plan.',
    'It can be run again. It ends with 0 when nothing failed, with 1 when something did, and with',
    '2, before it changes anything, when the credentials are not those of the account.',
  ];
}
