import { failed } from '../../result';
import type { HandlersOf } from './parts';

/** Changing builds. */
export function buildActionHandlers(): HandlersOf<'build-actions'> {
  const todo = async () => failed({ kind: 'unknown', detail: 'Not there yet.' } as const);
  return {
    'build-actions.settings': todo,
    'build-actions.plan': todo,
    'build-actions.apply': todo,
    'build-actions.delete': todo,
  };
}
