import type { Identity } from '../../lib/credentials/identity';
import type { Loaded } from './loader';
import { useLive, type Question } from './use-live';

const question: Question<readonly Identity[]> = {
  ask: (client) => client.call('credentials.list', {}),
  after: ['credentials-changed'],
};

/** The held identities, always as they are now. */
export function useHeld(): {
  readonly held: Loaded<readonly Identity[]>;
  readonly reload: () => void;
} {
  const { loaded: held, reload } = useLive(question);
  return { held, reload };
}
