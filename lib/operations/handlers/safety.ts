import { failed, ok } from '../../result';
import { createSafetyStore, effective, type SafetySettings } from '../../safety/settings';
import type { HandlerParts, HandlersOf } from './parts';

/** The person's settings about safety, beside what the company sets. */
export function safetyHandlers(
  parts: Pick<HandlerParts, 'durable' | 'policy' | 'events' | 'watchIdle'>,
): HandlersOf<'safety'> {
  const store = createSafetyStore(parts.durable);
  const viewOf = async (settings: SafetySettings) => {
    const company = await parts.policy();
    return { settings, effective: effective(settings, company), company };
  };
  return {
    'safety.get': async () => ok(await viewOf(await store.read())),
    'safety.set': async (change) => {
      const { policy } = await parts.policy();
      if (change.readOnly === false && policy.readOnly) {
        return failed({ kind: 'read-only', by: 'company' });
      }
      const view = await viewOf(await store.change(change));
      await parts.watchIdle();
      await parts.events.emit({ event: 'safety-changed' });
      return ok(view);
    },
  };
}
