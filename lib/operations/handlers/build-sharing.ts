import { failed } from '../../result';
import type { HandlersOf } from './parts';

/** Sharing an Image Builder image and its AMIs. */
export function buildSharingHandlers(): HandlersOf<'build-sharing'> {
  const todo = async () => failed({ kind: 'unknown', detail: 'Not there yet.' } as const);
  return {
    'build-sharing.state': todo,
    'build-sharing.plan': todo,
    'build-sharing.apply': todo,
  };
}
