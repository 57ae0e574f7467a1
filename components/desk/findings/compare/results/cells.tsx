import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { vulnerabilityPage } from '../../../../../lib/console/links';
import type { ChangeClass, ClassCounts } from '../../../../../lib/findings/compare';
import type { JudgedPair, JudgedVulnerability } from '../../../../../lib/findings/judged';
import { describeJudgement, type Judgement } from '../../../../../lib/findings/judgement';
import type { Severity } from '../../../../../lib/findings/severity';
import { fixedInOf, versionsOf, type Pair } from '../../../../../lib/findings/vulnerability';
import { classNames, severityName } from '../../../../../lib/findings/view-words';

const signs: Readonly<Record<ChangeClass, string>> = { new: '+ ', fixed: '− ', persisting: '' };

/** A class by sign and word: new and fixed are no severities, and have no colour of theirs. */
export function changeText(change: ChangeClass): string {
  return `${signs[change]}${classNames[change].toLowerCase()}`;
}

/** What a package has of each class: `+12 new, −5 fixed`. */
export function countsText(counts: ClassCounts): string {
  const parts = (Object.keys(signs) as ChangeClass[])
    .filter((change) => counts[change] > 0)
    .map(
      (change) => `${signs[change].trim()}${counts[change]} ${classNames[change].toLowerCase()}`,
    );
  return parts.join(', ');
}

const colors: Readonly<Record<Severity, NonNullable<BadgeProps['color']>>> = {
  critical: 'severity-critical',
  high: 'severity-high',
  medium: 'severity-medium',
  low: 'severity-low',
  informational: 'severity-neutral',
  untriaged: 'severity-neutral',
  unknown: 'severity-neutral',
};

/** The severity as it is now, and as it was where it has changed. */
export function SeverityCell({ vulnerability }: { readonly vulnerability: JudgedVulnerability }) {
  const { base, target, severity } = vulnerability;
  const now = target ?? base;
  if (!now) return null;
  return (
    <>
      <Badge color={colors[now.severity]}>{severityName(now)}</Badge>
      {base && severity !== 'same' && <Was>{severityName(base)}</Was>}
    </>
  );
}

/** What something was in the base. */
export function Was({ children }: { readonly children: string }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      was {children}
    </Box>
  );
}

/** The score of Amazon Inspector. */
export function ScoreCell({ vulnerability }: { readonly vulnerability: JudgedVulnerability }) {
  const { base, target, score } = vulnerability;
  return (
    <>
      {(target ?? base)?.score ?? '–'}
      {base && score !== 'same' && (
        <Was>{base.score === undefined ? 'not scored' : String(base.score)}</Was>
      )}
    </>
  );
}

/** The id, with a link to the page that tells of it where there is one. */
export function VulnerabilityLink({
  vulnerability,
}: {
  readonly vulnerability: JudgedVulnerability;
}) {
  const { id, base, target } = vulnerability;
  const page = vulnerabilityPage(id, (target ?? base)?.details.sourceUrl);
  if (page === undefined) return <>{id}</>;
  return (
    <Link href={page} external externalIconAriaLabel="Opens in a new tab">
      {id}
    </Link>
  );
}

/** The installed versions of a package in the two builds: `1.1.1 → 3.0.8`. */
export function versionsText({ base, target }: JudgedPair): string {
  const before = base && listOf(base);
  const after = target && listOf(target);
  if (before === undefined || after === undefined) return before ?? after ?? '–';
  return before === after ? before : `${before} → ${after}`;
}

function listOf(pair: Pair): string {
  return versionsOf(pair).join(', ') || 'version not reported';
}

/** The name of a package with its architecture. */
export function packageText({ package: name, arch }: JudgedPair): string {
  return arch === '' ? name : `${name} (${arch})`;
}

/** The versions that have it fixed. */
export function fixedInText({ base, target }: JudgedPair): string {
  return fixedInOf(target ?? base).join(', ') || '–';
}

/** What was recorded, with its reason. */
export function JudgementCell({
  judgement,
  suppressed,
}: {
  readonly judgement: Judgement | undefined;
  readonly suppressed: boolean;
}) {
  if (!judgement) return <>–</>;
  return (
    <>
      <div>{describeJudgement(judgement)}</div>
      <Box color="text-body-secondary" fontSize="body-s">
        {judgement.reason}
      </Box>
      {suppressed && (
        <Box color="text-body-secondary" fontSize="body-s">
          Suppressed
        </Box>
      )}
    </>
  );
}

/** A time of an advisory as a day: more is not told of it anywhere. */
export function dayText(time: number | undefined): string {
  if (time === undefined) return '–';
  return days.format(time);
}

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
