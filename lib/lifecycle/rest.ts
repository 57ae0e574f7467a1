import { isWanted, type JobItem } from '../jobs/job';
import type { ImageStep } from './step';

/**
 * The steps that a job has left undone, chain by chain: those from the first one on that did not
 * end as it should. Whether they can still be taken is told by what AWS says now.
 */
export function stepsLeft(items: readonly JobItem<ImageStep>[]): readonly (readonly ImageStep[])[] {
  const chains = new Map<string, ImageStep[]>();
  for (const { task, state } of items) {
    if (isWanted(state)) continue;
    const left = chains.get(task.chain) ?? [];
    chains.set(task.chain, left);
    left.push(task);
  }
  return [...chains.values()];
}
