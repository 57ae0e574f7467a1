import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Client } from '../../../lib/messaging/client';
import type { Answer, ProductEvent } from '../../../lib/messaging/protocol';
import type { Result } from '../../../lib/result';
import { createLoader, type Loaded } from '../loader';
import { useDesk, useEvents } from '../parts';

/** Whether something may be otherwise at an image builder after an event. A job that runs tells more. */
function changes(event: ProductEvent): boolean {
  if (event.event === 'job-changed') return event.job.state !== 'running';
  return event.event === 'images-changed' || event.event === 'credentials-changed';
}

/**
 * Something about image builders, read again when anything becomes of them. `key` says whether it
 * is another question.
 */
export function useBuilder<Value>(
  key: string,
  ask: (client: Client) => Promise<Result<Answer<Value>>>,
): { readonly loaded: Loaded<Value>; readonly reload: () => void } {
  const { client } = useDesk();
  const model = useMemo(() => createLoader(() => ask(client)), [client, key]);
  const reload = useCallback(() => void model.load(), [model]);
  useEffect(reload, [reload]);
  useEvents(
    useCallback(
      (event) => {
        if (changes(event)) reload();
      },
      [reload],
    ),
  );
  return { loaded: model.loaded.value, reload };
}
