import { planReads } from '../../aws/appstream-life';
import { laneOf } from '../../jobs/lane';
import { readUsage } from '../../lifecycle/usage';
import { failed } from '../../result';
import type { InScope } from './in-scope';
import type { HandlerParts, HandlersOf } from './parts';

/** Reading what uses the images of a Region. */
export function cleanUpHandlers(
  { events, limiter }: Pick<HandlerParts, 'events' | 'limiter'>,
  inScope: InScope,
): HandlersOf<'clean-up'> {
  return {
    async 'clean-up.usage'({ request }, { operation, scope }) {
      if (!scope) return failed({ kind: 'account-unknown' });
      const reads = planReads((name, place, use) => {
        const pace = { ...limiter.pace(laneOf(name, place)), again: true } as const;
        return inScope({ operation, scope: place }, name, use, pace);
      });
      return readUsage(scope, reads, async (read, total) => {
        if (request === undefined) return;
        await events.emit({ event: 'plan-progress', request, read, total });
      });
    },
  };
}
