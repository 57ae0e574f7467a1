import type { Guard } from '../messaging/router';
import { accountObstacle, readOnlyObstacle, recipientObstacle, regionObstacle } from './obstacles';
import type { ReadPolicy } from './policy';
import type { SafetyStore } from './settings';

/** What the guard asks each time: nothing that it has learnt is kept. */
export interface GuardParts {
  readonly policy: ReadPolicy;
  readonly settings: Pick<SafetyStore, 'read'>;
}

/**
 * The rules that hold whatever a surface shows: the company's accounts, Regions and recipients
 * for every operation, and read-only for what changes AWS. Only the latter reads the settings,
 * so that a read never waits for the disk.
 */
export function createGuard({ policy, settings }: GuardParts): Guard {
  return async (contract, input, scope) => {
    const place = contract.scope === 'required' ? scope : undefined;
    const changes = contract.level !== 'read';
    const recipients = contract.recipients?.(input) ?? [];
    if (!place && !changes && recipients.length === 0) return undefined;
    const reading = await policy();
    return (
      (place && accountObstacle(reading.policy, place.account)) ??
      (place && regionObstacle(reading.policy, place.region)) ??
      recipientObstacle(reading.policy, recipients) ??
      (changes ? readOnlyObstacle(await settings.read(), reading, scope) : undefined)
    );
  };
}
