import { isWanted, type JobItem } from '../jobs/job';
import { chainsOf } from './chains';
import type { ImageStep } from './step';

/**
 * The steps that a job has left undone, chain by chain: those that did not end as they should.
 * Whether they can still be taken is told by what AWS says now.
 */
export function stepsLeft(items: readonly JobItem<ImageStep>[]): readonly (readonly ImageStep[])[] {
  return chainsOf(items)
    .map((chain) => chain.filter(({ state }) => !isWanted(state)).map(({ task }) => task))
    .filter((chain) => chain.length > 0);
}
