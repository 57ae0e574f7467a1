import { useCallback } from 'preact/hooks';
import { useEvents } from '../parts';

/**
 * Has something done again once credentials were added: who was sent away to add some comes back to
 * a page that goes on. `again` must be the same each time, and leaves alone what went well.
 */
export function useAgainWithCredentials(again: () => void): void {
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'credentials-changed') again();
      },
      [again],
    ),
  );
}
