import Box from '@cloudscape-design/components/box';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import {
  describeChange,
  describeOutcome,
  describeWho,
  outcomeOf,
  toneOf,
} from '../../../lib/activity/describe';
import type { ActivityEntry, ActivityRecord } from '../../../lib/activity/entry';
import { describeTime } from '../../../lib/images/describe';
import { AccountName } from '../account-name';
import { partitionNames } from '../words';

const tones: Readonly<Record<ReturnType<typeof toneOf>, StatusIndicatorProps.Type>> = {
  success: 'success',
  error: 'error',
  open: 'warning',
  pending: 'in-progress',
  stopped: 'stopped',
};

/** When it was: in the person's time zone, and in UTC on hover. */
export function Time({ at }: { readonly at: number }) {
  const utc = new Date(at).toISOString();
  return (
    <time dateTime={utc} title={`${utc.slice(0, 19).replace('T', ' ')} UTC`}>
      {describeTime(at)}
    </time>
  );
}

/** Where it was. */
export function Where({ partition, account, region }: ActivityEntry) {
  if (account === undefined) return null;
  return (
    <>
      <div>
        <AccountName account={account} />
      </div>
      <div>{region}</div>
      {partition !== undefined && partition !== 'aws' && <div>{partitionNames[partition]}</div>}
    </>
  );
}

/** What it was about: what a change does to what, which permission was missing, why it was refused. */
export function Target({ entry }: { readonly entry: ActivityEntry }) {
  const { target, action, kind, detail } = entry;
  if (target === undefined) return <div>{kind === 'denial' ? action : detail}</div>;
  return (
    <>
      <div>{target}</div>
      <Box color="text-body-secondary">
        <ChangeWords entry={entry} />
      </Box>
    </>
  );
}

/** What is there before and after a change. */
export function ChangeWords({ entry }: { readonly entry: ActivityEntry }) {
  const change = describeChange(entry);
  return <>{change ? `${change.before} → ${change.after}` : '–'}</>;
}

/** How it ended. */
export function Outcome(props: { readonly record: ActivityRecord; readonly now: number }) {
  const outcome = outcomeOf(props.record, props.now);
  return (
    <div class="desk-outcome">
      <StatusIndicator type={tones[toneOf(outcome)]}>{describeOutcome(outcome)}</StatusIndicator>
    </div>
  );
}

/** The id that AWS gave the request. */
export function RequestId({ record: { entry, answer } }: { readonly record: ActivityRecord }) {
  const id = answer?.requestId ?? entry.requestId;
  return id === undefined ? null : <div class="desk-request">{id}</div>;
}

/** Who it was, in short. */
export function Who({ who }: ActivityEntry) {
  return who === undefined ? null : <div class="desk-who">{describeWho(who)}</div>;
}
