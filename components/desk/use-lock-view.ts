import type { LockView } from '../../lib/operations/vault';
import type { Loaded } from './loader';
import { useLive, type Question } from './use-live';

const question: Question<LockView> = {
  ask: (client) => client.call('vault.state', {}),
  after: ['vault-changed', 'credentials-changed'],
};

/** The vault and the lock, always as they are now. */
export function useLockView(): {
  readonly view: Loaded<LockView>;
  readonly reload: () => void;
} {
  const { loaded: view, reload } = useLive(question);
  return { view, reload };
}
