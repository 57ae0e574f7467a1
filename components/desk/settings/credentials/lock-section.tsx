import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import { describeLock } from '../../../../lib/credentials/describe-lock';
import type { LockView } from '../../../../lib/operations/vault';
import type { Problem } from '../../../../lib/problems/problem';
import type { Scope } from '../../../../lib/scope';
import { useDesk, useNow } from '../../parts';
import { ProblemAlert } from '../../problem-alert';

interface LockSectionProps {
  readonly scope: Scope | undefined;
  /** After how many minutes without input it locks. */
  readonly idleMinutes: number;
  /** How many hours credentials are held at most. */
  readonly holdHours: number;
}

/** What locks Image Desk, and the button that does it at once. */
export function LockSection({ scope, idleMinutes, holdHours }: LockSectionProps) {
  const { client, go } = useDesk();
  const [problem, setProblem] = useState<Problem>();
  const lock = async () => {
    const answer = await client.call('lock.now', {});
    setProblem(answer.ok ? undefined : answer.problem);
    // There is the notice, and the way to unlock.
    if (answer.ok) scrollTo({ top: 0 });
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Credentials are held in the memory of this browser, and are never given to a web page. Locked, Image Desk has none of them and can make no call to AWS."
          actions={<Button onClick={() => void lock()}>Lock now</Button>}
        >
          Locking
        </Header>
      }
    >
      <SpaceBetween size="s">
        {problem && <ProblemAlert problem={problem} onRetry={() => void lock()} />}
        <ul class="desk-list">
          <li>Image Desk locks when nobody has used this computer for {idleMinutes} minutes.</li>
          <li>
            It locks when the browser is closed, and when the screen is locked. Firefox does not
            tell extensions of the screen.
          </li>
          <li>
            It lets go of credentials {holdHours === 1 ? '1 hour' : `${holdHours} hours`} after they
            were added, however much longer AWS would accept them.
          </li>
          <li>Alt+Shift+L locks from any page, unless your browser has another shortcut for it.</li>
        </ul>
        <Button
          variant="inline-link"
          onClick={() => go({ view: 'settings', section: 'safety', ...(scope && { scope }) })}
        >
          Change these times
        </Button>
      </SpaceBetween>
    </Container>
  );
}

/** Says that Image Desk is locked, since when and why. */
export function LockedNotice({ view }: { readonly view: LockView }) {
  const now = useNow();
  const { locked, vault } = view;
  if (!locked) return null;
  return (
    <Alert type="info" header="Image Desk is locked.">
      {describeLock(locked, now)}{' '}
      {vault.state === 'locked'
        ? 'Unlock the vault, or add credentials.'
        : 'Add credentials to go on.'}
    </Alert>
  );
}
