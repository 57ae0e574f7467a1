import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { LockView } from '../../lib/operations/vault';
import { createLoader, type Loaded } from './loader';
import { useDesk, useEvents } from './parts';

/** The vault and the lock, always as they are now. */
export function useLockView(): {
  readonly view: Loaded<LockView>;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const model = useMemo(() => createLoader(() => client.call('vault.state', {})), [client]);
  const reload = useCallback(() => void model.load(), [model]);
  useEffect(reload, [reload]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'vault-changed' || event === 'credentials-changed') reload();
      },
      [reload],
    ),
  );
  return { view: model.loaded.value, reload };
}
