import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Networks } from '../../../lib/lifecycle/networks';
import { scopeKey, type Scope } from '../../../lib/scope';
import { createLoader, type Loaded } from '../loader';
import { useDesk, useEvents } from '../parts';

/** The networks of an account in a Region, read from when they are wanted. */
export interface NetworksRead {
  readonly loaded: Loaded<Networks>;
  readonly reload: () => void;
}

/** Reads the networks to pick from: few need them, and many may not read them. */
export function useNetworks(scope: Scope, wanted: boolean): NetworksRead {
  const { client } = useDesk();
  const key = scopeKey(scope);
  const model = useMemo(
    () => createLoader(() => client.call('networks.list', {}, { scope })),
    // The scope is a new object with every render; the key says whether it is another one.
    [client, key],
  );
  useEffect(() => {
    if (wanted) void model.load();
  }, [model, wanted]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (wanted && event === 'credentials-changed') void model.load();
      },
      [model, wanted],
    ),
  );
  return { loaded: model.loaded.value, reload: () => void model.load() };
}
