import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Problem } from '../../lib/problems/problem';
import { readOnlyIn } from '../../lib/safety/obstacles';
import type { SafetyView } from '../../lib/safety/settings';
import type { AccountScope } from '../../lib/scope';
import { createLoader, type Loaded } from './loader';
import { useDesk, useEvents } from './parts';

/** The safety settings and what the company sets, always as they are now. */
export function useSafety(): {
  readonly safety: Loaded<SafetyView>;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const model = useMemo(() => createLoader(() => client.call('safety.get', {})), [client]);
  const reload = useCallback(() => void model.load(), [model]);
  useEffect(reload, [reload]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'safety-changed') reload();
      },
      [reload],
    ),
  );
  return { safety: model.loaded.value, reload };
}

/**
 * Why nothing can be changed in an account, as far as is known; nothing when changes are
 * allowed. It only saves the person the attempt: the router refuses in any case.
 */
export function useReadOnly(scope: AccountScope): Problem | undefined {
  const { safety } = useSafety();
  return safety.state === 'ready' ? readOnlyIn(safety.value, scope) : undefined;
}
