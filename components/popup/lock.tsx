import { useEffect, useState } from 'preact/hooks';
import { describeLock } from '../../lib/credentials/describe-lock';
import type { Client } from '../../lib/messaging/client';
import type { LockView } from '../../lib/operations/vault';
import { Alert } from '../light/alert';
import type { Listen } from './use-jobs';

/** Whether Image Desk is locked, always as it is now; nothing until that is known. */
export function useLock(client: Client, listen: Listen): LockView | undefined {
  const [view, setView] = useState<LockView>();
  useEffect(() => {
    const ended = new AbortController();
    const read = async () => {
      const answer = await client.call('vault.state', {});
      if (answer.ok && !ended.signal.aborted) setView(answer.value.value);
    };
    void read();
    listen(({ event }) => {
      if (event === 'credentials-changed' || event === 'vault-changed') void read();
    }, ended.signal);
    return () => ended.abort();
  }, []);
  return view;
}

/** Says that Image Desk is locked, since when and why. */
export function Locked({ view, now }: { readonly view: LockView; readonly now: number }) {
  const { locked } = view;
  if (!locked) return null;
  return (
    <Alert kind="info" summary="Image Desk is locked.">
      {describeLock(locked, now)}
    </Alert>
  );
}
