import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import type { Identity } from '../../../../lib/credentials/identity';
import type { Problem } from '../../../../lib/problems/problem';
import { accountKey } from '../../../../lib/scope';
import { useDesk, useNow } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { useHeld } from '../../use-held';
import { useNarrow } from '../../use-narrow';
import { narrowColumns, wideColumns, type Forget } from './held-columns';

/** The held credentials, one row an account, without anything secret. */
export function HeldTable() {
  const { client } = useDesk();
  const { held, reload } = useHeld();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const forget = async (identity?: Identity): Promise<void> => {
    setAsking(false);
    const answer = identity
      ? await client.call('credentials.forget', {
          partition: identity.partition,
          account: identity.account,
        })
      : await client.call('credentials.forget-all', {});
    setProblem(answer.ok ? undefined : answer.problem);
    reload();
  };
  const forgetOne: Forget = (identity) => void forget(identity);
  const columnsAt = useNarrow() ? narrowColumns : wideColumns;
  const identities = held.state === 'ready' ? held.value : [];
  const failure = problem ?? (held.state === 'problem' ? held.problem : undefined);
  return (
    <SpaceBetween size="s">
      {failure && <ProblemAlert problem={failure} onRetry={reload} />}
      <Table
        items={identities}
        trackBy={accountKey}
        columnDefinitions={columnsAt(now, forgetOne)}
        loading={held.state === 'loading'}
        loadingText="Loading…"
        wrapLines
        ariaLabels={{ tableLabel: 'Credentials' }}
        empty="No credentials are held"
        header={
          <Header
            variant="h2"
            counter={`(${identities.length})`}
            description="One set for each account. A call is only ever signed with the credentials of its own account."
            actions={
              <Button disabled={identities.length === 0} onClick={() => setAsking(true)}>
                Forget all
              </Button>
            }
          >
            Credentials
          </Header>
        }
      />
      <Modal
        visible={asking}
        header="Forget all credentials?"
        onDismiss={() => setAsking(false)}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={() => setAsking(false)}>
                Cancel
              </Button>
              <Button variant="primary" onClick={() => void forget()}>
                Forget all credentials
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        Image Desk forgets the credentials of {count(identities.length)}, and what it has read with
        them. Nothing changes in AWS.
      </Modal>
    </SpaceBetween>
  );
}

function count(accounts: number): string {
  return accounts === 1 ? 'one account' : `${accounts} accounts`;
}
