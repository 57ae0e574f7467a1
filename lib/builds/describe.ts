import type { FindingCounts } from '../findings/finding';
import { rankOf, severityOf } from '../findings/severity';
import { inWords } from '../words';
import type { BuildListing, ImageBuild, Scan } from './build';

/** How something is to be shown. */
export type Tone = 'success' | 'error' | 'pending' | 'warning';

/** What stands for a member that the console always shows, and that AWS left out. */
export const notReported = 'Not reported';

/** The recipe of a build by name and version, without the build version. */
export function recipeTitle({ recipe, name, version }: ImageBuild): string {
  return `${recipe?.name ?? name} | ${version}`;
}

/** A build as the console's heading has it: `office | 1.0.1/2`. */
export function buildTitle({
  name,
  version,
  buildVersion,
}: Pick<BuildListing, 'name' | 'version' | 'buildVersion'>): string {
  return `${name} | ${version}/${buildVersion}`;
}

/** The status of a build or its disposition, in words. A code that is new is made readable. */
export function describeBuildStatus(status: string): string {
  return status === 'UNKNOWN' || status === '' ? notReported : inWords(status);
}

const buildTones: Readonly<Record<string, Tone>> = {
  AVAILABLE: 'success',
  FAILED: 'error',
  CANCELLED: 'warning',
  DEPRECATED: 'warning',
  DISABLED: 'warning',
  DELETED: 'warning',
};

/** How the status of a build is to be shown. */
export function buildTone(status: string): Tone {
  return toneOf(buildTones, status);
}

function toneOf(tones: Readonly<Record<string, Tone>>, status: string): Tone {
  return (Object.hasOwn(tones, status) ? tones[status] : undefined) ?? 'pending';
}

/**
 * Whether a build goes no further by itself. All of AWS's words for what is under way end alike:
 * `PENDING`, `BUILDING`, `INTEGRATING`. Source: the Image Builder model, ImageStatus.
 */
export function isFinal(status: string): boolean {
  return !status.endsWith('ING');
}

/** Source: the Image Builder model, BuildType. */
const starts: Readonly<Record<string, string>> = {
  USER_INITIATED: 'A person',
  SCHEDULED: 'A schedule or EventBridge',
  IMPORT: 'The import of a VM',
  IMPORT_ISO: 'The import of an ISO file',
};

/** Who or what started a build, in words. */
export function describeStart(buildType: string | undefined): string {
  if (buildType === undefined) return notReported;
  return (Object.hasOwn(starts, buildType) ? starts[buildType] : undefined) ?? inWords(buildType);
}

/** The type of an image as the console has it. */
export function describeType(type: string): string {
  if (type === 'UNKNOWN' || type === '') return notReported;
  return type === 'DOCKER' ? 'Docker' : type;
}

/** Where the base image comes from, in words. */
export function describeSource(source: string): string {
  return source === 'AWS_MARKETPLACE' ? 'AWS Marketplace' : inWords(source);
}

/** The status of a workflow or a step, as the user guide writes it: `Rollback-in-progress`. */
export function describeWorkflowStatus(status: string): string {
  return status === 'UNKNOWN' || status === '' ? notReported : inWords(status, '-');
}

const workflowTones: Readonly<Record<string, Tone>> = {
  COMPLETED: 'success',
  FAILED: 'error',
  ROLLBACK_IN_PROGRESS: 'error',
  ROLLBACK_COMPLETED: 'error',
  CANCELLED: 'warning',
};

/** How the status of a workflow or a step is to be shown. */
export function workflowTone(status: string): Tone {
  return toneOf(workflowTones, status);
}

/** A severity in words. */
export function describeSeverity(severity: string): string {
  return severity === '' ? notReported : inWords(severity);
}

/** How a severity is to be shown. */
export function severityTone(severity: string): Tone {
  const rank = rankOf(severityOf(severity));
  if (rank <= 1) return 'error';
  return rank === 2 ? 'warning' : 'pending';
}

/** How a scan stands: in a word or two, and in a sentence where these do not say enough. */
export interface ScanWords {
  readonly words: string;
  readonly tone: Tone;
  readonly note?: string;
}

const scanTones: Readonly<Record<string, Tone>> = {
  COMPLETED: 'success',
  FAILED: 'error',
  TIMED_OUT: 'error',
  ABANDONED: 'warning',
};

/**
 * How a build's scan stands. Counts are `null` when AWS has none, and absent while they are not
 * known. A completed scan without counts may have been one of the output AMI, which the API does
 * not tell apart and whose findings the EC2 console has: it is never said to have found nothing.
 */
export function describeScan(
  { enabled, status, reason }: Scan,
  counts?: FindingCounts | null,
): ScanWords {
  if (status === undefined) {
    if (enabled === false) return { words: 'Not enabled', tone: 'pending' };
    const words = enabled ? 'Enabled' : notReported;
    return { words, tone: 'pending', ...(enabled && { note: 'AWS reports no scan yet.' }) };
  }
  const said = {
    words: inWords(status),
    tone: toneOf(scanTones, status),
    ...(reason !== undefined && { note: reason }),
  };
  if (status !== 'COMPLETED' || counts === undefined) return said;
  if (counts === null) {
    return {
      words: 'Completed',
      tone: 'warning',
      note: 'AWS keeps no findings of this scan here. Those of a scan of the output AMI are in the EC2 console.',
    };
  }
  return counts.all > 0 ? said : { ...said, note: 'AWS counts no findings of this scan.' };
}

/** The counts of a build's findings in one line: `1 critical, 2 high, 0 medium, 7 in all`. */
export function describeCounts({ all, critical, high, medium }: FindingCounts): string {
  return `${critical} critical, ${high} high, ${medium} medium, ${all} in all`;
}

/** How many findings are of none of the severities that AWS counts apart. */
export function otherFindings({ all, critical, high, medium }: FindingCounts): number {
  return Math.max(0, all - critical - high - medium);
}

/** The units in which a duration is told, in seconds. */
const units = [
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration of milliseconds in words: `2 min 5 s`. Parts that are zero are left out. */
export function describeDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length);
    rest %= length;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(' ') || '0 s';
}

const day = 24 * 60 * 60 * 1000;

/** The whole days since a time, in words: `12 days`. Both are epoch milliseconds. */
export function describeDays(since: number, now: number): string {
  const days = Math.max(0, Math.floor((now - since) / day));
  return days === 1 ? '1 day' : `${days} days`;
}

/**
 * Who may launch an AMI, in words. Account ids stay as they are.
 * Source of the ARNs: the Image Builder model, OrganizationArn and OrganizationalUnitArn.
 */
export function describePrincipal(principal: string): string {
  if (principal === 'all') return 'Everyone (all)';
  const organization = /:organization\/(o-[\w-]+)$/.exec(principal);
  if (organization) return `Organization ${organization[1]}`;
  const unit = /:ou\/o-[\w-]+\/(ou-[\w-]+)$/.exec(principal);
  return unit ? `Organizational unit ${unit[1]}` : principal;
}
