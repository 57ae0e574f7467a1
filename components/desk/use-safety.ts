import type { Problem } from '../../lib/problems/problem';
import { readOnlyIn } from '../../lib/safety/obstacles';
import type { SafetyView } from '../../lib/safety/settings';
import type { AccountScope } from '../../lib/scope';
import type { Loaded } from './loader';
import { useLive, type Question } from './use-live';

const question: Question<SafetyView> = {
  ask: (client) => client.call('safety.get', {}),
  after: ['safety-changed'],
};

/** The safety settings and what the company sets, always as they are now. */
export function useSafety(): {
  readonly safety: Loaded<SafetyView>;
  readonly reload: () => void;
} {
  const { loaded: safety, reload } = useLive(question);
  return { safety, reload };
}

/**
 * Why nothing can be changed in an account, as far as is known; nothing when changes are
 * allowed. It only saves the person the attempt: the router refuses in any case.
 */
export function useReadOnly(scope: AccountScope): Problem | undefined {
  const { safety } = useSafety();
  return safety.state === 'ready' ? readOnlyIn(safety.value, scope) : undefined;
}
