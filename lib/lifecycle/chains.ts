import type { JobItem } from '../jobs/job';
import type { ImageStep } from './step';

/** The steps of a job chain by chain, in the order of the job. */
export function chainsOf(
  items: readonly JobItem<ImageStep>[],
): readonly (readonly JobItem<ImageStep>[])[] {
  const chains = new Map<string, JobItem<ImageStep>[]>();
  for (const item of items) {
    const chain = chains.get(item.task.chain) ?? [];
    chains.set(item.task.chain, chain);
    chain.push(item);
  }
  return [...chains.values()];
}
