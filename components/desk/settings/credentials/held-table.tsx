import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'preact/hooks';
import type { Identity } from '../../../../lib/credentials/identity';
import type { LockView } from '../../../../lib/operations/vault';
import type { Problem } from '../../../../lib/problems/problem';
import { accountKey } from '../../../../lib/scope';
import { useDesk, useNow } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { useHeld } from '../../use-held';
import { useNarrow } from '../../use-narrow';
import { ConfirmModal } from './confirm-modal';
import { narrowColumns, wideColumns, type Forget } from './held-columns';
import type { HeldActs } from './held-cells';

interface HeldTableProps {
  /** The vault and the lock, once they are known. */
  readonly lock: LockView | undefined;
  readonly vaultForbidden: boolean;
  /** Leads to the ways to add credentials. */
  readonly onAdd: () => void;
}

/** The held credentials, one row an account, without anything secret. */
export function HeldTable({ lock, vaultForbidden, onAdd }: HeldTableProps) {
  const { client } = useDesk();
  const { held, reload } = useHeld();
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [longTerm, setLongTerm] = useState<Identity>();
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
  const remember = async (identity: Identity, told: boolean): Promise<void> => {
    setLongTerm(undefined);
    const { partition, account } = identity;
    const input = { account: { partition, account }, longTerm: told };
    const answer = await client.call('vault.remember', input);
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const acts: HeldActs = {
    vault: vaultForbidden ? undefined : lock?.vault,
    remember: (identity) =>
      identity.longTerm ? setLongTerm(identity) : void remember(identity, false),
    addFresh: onAdd,
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
        columnDefinitions={columnsAt(now, forgetOne, acts)}
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
            Held credentials
          </Header>
        }
      />
      <ConfirmModal
        visible={asking}
        title="Forget all credentials?"
        act="Forget all credentials"
        onCancel={() => setAsking(false)}
        onConfirm={() => void forget()}
      >
        Image Desk forgets the credentials of {count(identities.length)}, also those in the vault,
        and what it has read with them. Nothing changes in AWS.
      </ConfirmModal>
      <ConfirmModal
        visible={longTerm !== undefined}
        title="Remember a long-term key?"
        act="Remember the long-term key"
        onCancel={() => setLongTerm(undefined)}
        onConfirm={() => {
          if (longTerm) void remember(longTerm, true);
        }}
      >
        This key of account {longTerm?.account} never expires by itself. Whoever gets at this disk
        and finds out the passphrase can use it until somebody deletes the key in AWS. Temporary
        credentials of a role are safer.
      </ConfirmModal>
    </SpaceBetween>
  );
}

function count(accounts: number): string {
  return accounts === 1 ? 'one account' : `${accounts} accounts`;
}
