import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { Client } from '../../lib/messaging/client';
import type { Answer, ProductEvent } from '../../lib/messaging/protocol';
import type { Result } from '../../lib/result';
import { createLoader, type Loaded } from './loader';
import { useDesk, useEvents } from './parts';

/** What is read, and after which events it is read again. */
export interface Question<Value> {
  readonly ask: (client: Client) => Promise<Result<Answer<Value>>>;
  readonly after: readonly ProductEvent['event'][];
}

/** Something that the worker knows, always as it is now. The question must be the same each time. */
export function useLive<Value>({ ask, after }: Question<Value>): {
  readonly loaded: Loaded<Value>;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const model = useMemo(() => createLoader(() => ask(client)), [client, ask]);
  const reload = useCallback(() => void model.load(), [model]);
  useEffect(reload, [reload]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (after.includes(event)) reload();
      },
      [after, reload],
    ),
  );
  return { loaded: model.loaded.value, reload };
}
