import type { Work } from '../jobs/work';
import { failed } from '../result';
import { describeTask } from './explain';
import type { BuildSharingTask } from './plan';

/** How changes of who has a build are carried out. */
export function buildSharingWork(): Work<BuildSharingTask> {
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
