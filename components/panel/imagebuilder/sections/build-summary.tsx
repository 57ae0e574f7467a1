import type { AccountNames } from '../../../../lib/accounts/alias';
import type { ImageBuild } from '../../../../lib/builds/build';
import {
  describeScan,
  describeSource,
  describeStart,
  describeType,
  recipeTitle,
} from '../../../../lib/builds/describe';
import type { FindingCounts } from '../../../../lib/findings/finding';
import type { Links } from '../../../../lib/console/links';
import { describeAge } from '../../../../lib/images/describe';
import { AccountName } from '../../../light/account-name';
import { KeyValues } from '../../../light/key-values';
import { StatusIndicator } from '../../../light/status-indicator';
import type { Reading } from '../../reading';
import { Section } from '../../section';
import { always, At, BuildStatus, Linked, whenSet } from './parts';

interface BuildSummaryProps {
  readonly build: ImageBuild;
  readonly counts: Reading<FindingCounts | null>;
  readonly names: AccountNames;
  readonly link: Links;
  readonly now: number;
}

/** What a build is, and how it went. */
export function BuildSummary({ build, counts, names, link, now }: BuildSummaryProps) {
  const { createdAt, status, reason, owner, pipeline, tests } = build;
  const failed = status === 'FAILED';
  return (
    <Section title="Summary">
      <KeyValues
        items={[
          always('Recipe', recipeTitle(build)),
          always('Build version', build.buildVersion),
          always(
            'Date created',
            createdAt !== undefined && (
              <>
                <At time={createdAt} />
                <div class="quiet">{describeAge(createdAt, now)}</div>
              </>
            ),
          ),
          always('Image status', <BuildStatus status={status} />),
          ...(failed ? [always('Reason for failure', reason)] : whenSet('Reason', reason)),
          always('Type', describeType(build.type)),
          always('Platform', build.platform),
          always('OS version', build.osVersion),
          always('Pipeline', pipeline && <Pipeline pipeline={pipeline} link={link} />),
          always('Started by', describeStart(build.buildType)),
          always('Scan state', <ScanState build={build} counts={counts.held?.value} />),
          ...whenSet('Image source', build.source && describeSource(build.source)),
          ...whenSet(
            'Owner account',
            owner && <AccountName account={owner} known={names.get(owner)} />,
          ),
          ...whenSet(
            'Deprecation time',
            build.deprecatesAt !== undefined && <At time={build.deprecatesAt} />,
          ),
          ...whenSet('Image tests', tests && describeTests(tests)),
          ...whenSet('Execution role', build.executionRole),
          always('ARN', build.arn),
        ]}
      />
    </Section>
  );
}

interface PipelineProps {
  readonly pipeline: NonNullable<ImageBuild['pipeline']>;
  readonly link: Links;
}

function Pipeline({ pipeline: { name, arn }, link }: PipelineProps) {
  return <Linked to={arn && link.pipeline(arn)}>{name ?? arn ?? ''}</Linked>;
}

interface ScanStateProps {
  readonly build: ImageBuild;
  /** `null` when AWS has none, absent while they are not known. */
  readonly counts: FindingCounts | null | undefined;
}

/** How the scan of a build stands, with a sentence where the word alone says too little. */
export function ScanState({ build: { scan }, counts }: ScanStateProps) {
  const { words, tone, note } = describeScan(scan, counts);
  return (
    <>
      <StatusIndicator tone={tone}>{words}</StatusIndicator>
      {note !== undefined && <div>{note}</div>}
    </>
  );
}

function describeTests({ enabled, timeoutMinutes }: NonNullable<ImageBuild['tests']>): string {
  if (!enabled) return 'Turned off';
  return timeoutMinutes === undefined ? 'Enabled' : `Enabled, for up to ${timeoutMinutes} minutes`;
}
