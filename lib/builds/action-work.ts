import type { Work } from '../jobs/work';
import { failed } from '../result';
import { describeTask } from './explain';
import type { BuildActionTask } from './plan';

/** How actions on builds are carried out. */
export function buildActionWork(): Work<BuildActionTask> {
  const todo = async () => failed({ kind: 'unknown', detail: 'Not there yet.' } as const);
  return {
    group: ({ target }) => target,
    lane: ({ region }) => region,
    read: todo,
    change: todo,
    takesQuota: () => false,
    settled: async () => undefined,
    describe: describeTask,
  };
}
