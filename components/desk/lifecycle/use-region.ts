import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { RegionFacts } from '../../../lib/lifecycle/refusals';
import { scopeKey, type Scope } from '../../../lib/scope';
import { createLoader, type Loaded } from '../loader';
import { useDesk, useEvents } from '../parts';

/** The images and image builders of a Region, read again when something becomes of them. */
export function useRegion(scope: Scope): {
  readonly loaded: Loaded<RegionState>;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const key = scopeKey(scope);
  const model = useMemo(
    () => createLoader(() => client.call('lifecycle.region', {}, { scope })),
    [client, key],
  );
  useEffect(() => void model.load(), [model]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'images-changed' || event === 'credentials-changed') void model.load();
      },
      [model],
    ),
  );
  return { loaded: model.loaded.value, reload: () => void model.load() };
}

/** What refusals depend on, of what was read. */
export function factsOf(scope: Scope, { images, builders }: RegionState): RegionFacts {
  return { scope, images, builders };
}
