import type { Problem } from '../problems/problem';
import type { AccountId, AccountScope, RegionCode } from '../scope';
import type { CompanyPolicy, PolicyReading } from './policy';
import { defaultSafety, effective, type SafetySettings, type SafetyView } from './settings';

/** Why the company forbids an account altogether; nothing when it does not. */
export function accountObstacle(policy: CompanyPolicy, account: AccountId): Problem | undefined {
  return policy.allowedAccounts?.includes(account) === false
    ? { kind: 'company-policy', rule: 'account', detail: account }
    : undefined;
}

/** Why the company forbids a Region altogether; nothing when it does not. */
export function regionObstacle(policy: CompanyPolicy, region: RegionCode): Problem | undefined {
  return policy.allowedRegions?.includes(region) === false
    ? { kind: 'company-policy', rule: 'region', detail: region }
    : undefined;
}

/**
 * Why the company forbids to give something to accounts; nothing when it does not. One account
 * too many forbids all of it, and each of those is named.
 */
export function recipientObstacle(
  { allowedRecipients: allowed }: CompanyPolicy,
  recipients: readonly AccountId[],
): Problem | undefined {
  if (!allowed) return undefined;
  const outside = recipients.filter((account) => !allowed.includes(account));
  if (outside.length === 0) return undefined;
  const noun = outside.length === 1 ? 'account' : 'accounts';
  return { kind: 'company-policy', rule: 'recipient', detail: `${noun} ${outside.join(', ')}` };
}

/** Why the company forbids a vault; nothing when it does not. */
export function vaultObstacle(reading: PolicyReading): Problem | undefined {
  return effective(defaultSafety, reading).vaultForbidden
    ? { kind: 'company-policy', rule: 'vault', detail: 'vault' }
    : undefined;
}

/** Why nothing may be changed, in an account or at all; nothing when changes are allowed. */
export function readOnlyObstacle(
  settings: SafetySettings,
  { policy, unreadable }: PolicyReading,
  scope: AccountScope | undefined,
): Problem | undefined {
  if (policy.readOnly) return { kind: 'read-only', by: 'company' };
  if (unreadable.length > 0) {
    return { kind: 'company-policy', rule: 'unreadable', detail: unreadable.join(', ') };
  }
  if (settings.readOnly) return { kind: 'read-only', by: 'settings' };
  return scope && settings.readOnlyAccounts.includes(scope.account)
    ? { kind: 'read-only', by: 'account', account: scope.account }
    : undefined;
}

/** The same, for a surface that shows it before anybody tries. */
export function readOnlyIn(
  { settings, company }: SafetyView,
  scope: AccountScope | undefined,
): Problem | undefined {
  return readOnlyObstacle(settings, company, scope);
}
