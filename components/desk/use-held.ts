import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Identity } from '../../lib/credentials/identity';
import { createLoader, type Loaded } from './loader';
import { useDesk, useEvents } from './parts';

/** The held identities, always as they are now. */
export function useHeld(): {
  readonly held: Loaded<readonly Identity[]>;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const model = useMemo(() => createLoader(() => client.call('credentials.list', {})), [client]);
  const reload = useCallback(() => void model.load(), [model]);
  useEffect(reload, [reload]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'credentials-changed') reload();
      },
      [reload],
    ),
  );
  return { held: model.loaded.value, reload };
}
