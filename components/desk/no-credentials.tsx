import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { describeLock, mayUnlock } from '../../lib/credentials/describe-lock';
import type { Scope } from '../../lib/scope';
import { useDesk, useNow } from './parts';
import { useLockView } from './use-lock-view';

interface NoCredentialsProps {
  readonly scope: Scope | undefined;
  /** What there is to be seen once there are some, as a sentence. */
  readonly purpose: string;
  /** What is missing, where that is not everything. */
  readonly missing?: string;
}

/** Says that a view has no credentials to work with, or that they are locked away. */
export function NoCredentials(props: NoCredentialsProps) {
  const { scope, purpose, missing = 'Image Desk has no credentials yet.' } = props;
  const { client, dialog, go } = useDesk();
  const { view } = useLockView();
  const now = useNow();
  if (view.state === 'loading') return <StatusIndicator type="loading">Loading…</StatusIndicator>;
  const lock = view.state === 'ready' ? view.value : undefined;
  const at = scope ? { scope } : {};
  // A window about one page stays that: what it is for goes on when there are credentials.
  const open = () => {
    if (dialog) void client.call('desk.open', { view: 'settings' }, at);
    else go({ view: 'settings', section: 'credentials', ...at });
  };
  return (
    <Alert
      type="info"
      header={lock?.locked ? 'Image Desk is locked.' : missing}
      action={<Button onClick={open}>{mayUnlock(lock) ? 'Unlock' : 'Add credentials'}</Button>}
    >
      {lock?.locked ? describeLock(lock.locked, now) : purpose}
    </Alert>
  );
}
