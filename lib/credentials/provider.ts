import type { AssumeRoleRequest, GivenKeys } from '../aws/sts';
import { failed, type Result } from '../result';
import type { Problem } from '../problems/problem';
import { accountKey, type AccountId, type AccountScope, type RegionCode } from '../scope';
import type { Credentials } from './secret';
import type { CredentialStore } from './store';

/** How long before its end a role's session is renewed, in milliseconds. */
const renewBefore = 5 * 60_000;

export interface ProviderParts {
  readonly store: CredentialStore;
  /** Told after a renewal: there is another end to look at. */
  readonly renewed: (account: AccountScope) => Promise<void>;
  /** Whether a locked vault holds credentials of an account. */
  readonly isLockedAway: (account: AccountScope) => Promise<boolean>;
  /** Why an account must not be used in a Region. */
  readonly obstacle: (region: RegionCode, account: AccountId) => Promise<Problem | undefined>;
  /** Asks for a new session with what is held of `source`. */
  readonly assumeRole: (
    source: AccountScope,
    region: RegionCode,
    keys: Credentials,
    request: AssumeRoleRequest,
  ) => Promise<Result<GivenKeys>>;
  readonly now: () => number;
}

/** Answers with the credentials of exactly one account, or with the reason why not. */
export type CredentialProvider = Pick<CredentialStore, 'credentialsFor'>;

/**
 * The store's credentials, with role sessions renewed before they end, for as long as the
 * credentials that assumed them live. A renewal does not lengthen how long they are held.
 */
export function createProvider(parts: ProviderParts): CredentialProvider {
  const { store, renewed, isLockedAway, obstacle, assumeRole, now } = parts;
  const underWay = new Map<string, Promise<Result<Credentials>>>();

  const renew = async (
    account: AccountScope,
    held: Result<Credentials>,
    chain: readonly string[],
  ): Promise<Result<Credentials>> => {
    const record = await store.record(account);
    if (!record?.renewal || record.identity.source.kind !== 'role') return held;
    const { identity, renewal } = record;
    const { via } = record.identity.source;
    if (identity.heldUntil <= now() || chain.includes(accountKey(via))) return held;
    // A newer session would end at the same time.
    if (held.ok && held.value.deadline === identity.heldUntil) return held;
    // The rules may be newer than the session.
    const forbidden =
      (await obstacle(identity.region, via.account)) ??
      (await obstacle(identity.region, account.account));
    if (forbidden) return held.ok ? held : failed(forbidden);
    const source = await find(via, chain);
    // Other credentials of that account are not those that assumed the role.
    if (!source.ok || source.value.arn !== via.arn) return held;
    const given = await assumeRole(via, identity.region, source.value, renewal);
    // What still works for some minutes is worth more than a reason.
    if (!given.ok) return held.ok ? held : given;
    // It may have been forgotten or locked while AWS was asked: then the keys are not kept.
    if (await store.renew(record, given.value.keys, given.value.expiresAt)) await renewed(account);
    return store.credentialsFor(account);
  };

  /** `chain` are the accounts whose renewal waits for this. */
  const find = async (
    account: AccountScope,
    chain: readonly string[],
  ): Promise<Result<Credentials>> => {
    const held = await store.credentialsFor(account);
    if (held.ok && held.value.deadline - now() > renewBefore) return held;
    if (!held.ok && held.problem.kind !== 'expired') {
      return (await isLockedAway(account))
        ? failed({ kind: 'locked', account: account.account })
        : held;
    }
    const key = accountKey(account);
    // Those that wait for another renewal do not share it: two could wait for each other.
    if (chain.length > 0) return renew(account, held, [...chain, key]);
    const renewing =
      underWay.get(key) ?? renew(account, held, [key]).finally(() => underWay.delete(key));
    underWay.set(key, renewing);
    return renewing;
  };

  return { credentialsFor: (account) => find(account, []) };
}
