import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import type { ComponentChildren } from 'preact';
import { kindNames, titleOf } from '../../../lib/activity/describe';
import type { ActivityRecord } from '../../../lib/activity/entry';
import { useNarrow } from '../use-narrow';
import { ChangeWords, Outcome, RequestId, Time, Where, Who } from './cells';

/** Everything that the log says about one thing that happened. */
export function Details(props: {
  readonly record: ActivityRecord | undefined;
  readonly now: number;
  readonly onClose: () => void;
}) {
  const { record, now, onClose } = props;
  const narrow = useNarrow();
  return (
    <Modal
      visible={record !== undefined}
      header={record && titleOf(record.entry)}
      onDismiss={onClose}
      size="large"
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      {record && (
        <KeyValuePairs
          columns={narrow ? 1 : 2}
          items={factsOf(record, now)
            .filter(([, value]) => value !== undefined)
            .map(([label, value]) => ({ label, value: <div class="desk-who">{value}</div> }))}
        />
      )}
    </Modal>
  );
}

type Fact = readonly [label: string, value: ComponentChildren];

function factsOf(record: ActivityRecord, now: number): readonly Fact[] {
  const { entry, answer } = record;
  const detail = answer?.detail ?? entry.detail;
  return [
    ['Kind', kindNames[entry.kind]],
    ['Outcome', <Outcome record={record} now={now} />],
    [answer ? 'Sent' : 'Time', <ExactTime at={entry.at} />],
    ['Answered', answer && <ExactTime at={answer.at} />],
    ['Account and Region', entry.account && <Where {...entry} />],
    ['Who', entry.who && <Who {...entry} />],
    ['ARN', entry.who?.startsWith('arn:') ? entry.who : undefined],
    ['Target', entry.target],
    ['Before and after', entry.before === undefined ? undefined : <ChangeWords entry={entry} />],
    ['Operation', entry.operation],
    ['IAM action', entry.action],
    ['Request ID', (answer?.requestId ?? entry.requestId) && <RequestId record={record} />],
    [entry.kind === 'refusal' ? 'Reason' : 'Error', detail],
    ['Refused requests', entry.count],
    ['Entries', answer ? `${entry.id} and ${answer.id}` : String(entry.id)],
  ];
}

function ExactTime({ at }: { readonly at: number }) {
  return (
    <>
      <Time at={at} />
      <div>{new Date(at).toISOString()}</div>
    </>
  );
}
