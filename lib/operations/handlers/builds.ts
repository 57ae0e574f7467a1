import { failed } from '../../result';
import type { HandlersOf } from './parts';

/** Reading Image Builder images. */
export function buildHandlers(): HandlersOf<'builds'> {
  const todo = async () => failed({ kind: 'unknown', detail: 'Not there yet.' } as const);
  return {
    'builds.images': todo,
    'builds.list': todo,
    'builds.overview': todo,
    'builds.get': todo,
    'builds.workflows': todo,
    'builds.steps': todo,
    'builds.counts': todo,
    'builds.findings': todo,
    'builds.packages': todo,
    'builds.policy': todo,
    'builds.lineage': todo,
  };
}
