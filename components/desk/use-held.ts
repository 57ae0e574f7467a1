import { useCallback, useEffect, useMemo } from 'preact/hooks';
import { createHeld, type Held } from './held';
import { useDesk, useEvents } from './parts';

/** The held identities, always as they are now. */
export function useHeld(): { readonly held: Held; readonly reload: () => void } {
  const { client } = useDesk();
  const model = useMemo(() => createHeld(client), [client]);
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
  return { held: model.held.value, reload };
}
