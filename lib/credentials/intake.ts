import { findRegion, type ServicePrefix } from '../aws/regions';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountId, type AccountScope, type RegionCode } from '../scope';
import type { CredentialSource, Identity } from './identity';
import { isTemporary } from './parse';
import type { Keys } from './secret';
import type { RoleRenewal } from './store';

/** Credentials that somebody gave, before AWS has said whose they are. */
export interface Offer {
  /** Where AWS is asked, and whose partition they belong to. */
  readonly region: RegionCode;
  readonly keys: Keys;
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
  readonly source: CredentialSource;
  readonly renewal?: RoleRenewal;
  /** The account that they were asked for. Those of another one are refused. */
  readonly expected?: AccountScope;
  /** How often Image Desk was locked when they were asked for. */
  readonly since: number;
}

export interface IntakePorts {
  readonly hasHostAccess: (
    region: RegionCode,
    services: readonly ServicePrefix[],
  ) => Promise<boolean>;
  /** Asks STS who signs. */
  readonly whoIs: (
    region: RegionCode,
    keys: Keys,
  ) => Promise<Result<{ readonly account: AccountId; readonly arn: string }>>;
  /** Why a Region may not be used, or credentials of an account not be held in it. */
  readonly obstacle: (region: RegionCode, account?: AccountId) => Promise<Problem | undefined>;
  /** How often Image Desk was locked. */
  readonly lockedTimes: () => number;
  /** How long credentials are held at most, in milliseconds. */
  readonly holdFor: () => Promise<number>;
  /** Keeps them. */
  readonly keep: (identity: Identity, keys: Keys, renewal?: RoleRenewal) => Promise<void>;
  readonly now: () => number;
}

/** Takes credentials in: only AWS says whose they are, and that is the account they answer for. */
export type Intake = (offer: Offer) => Promise<Result<Identity>>;

/** The one way by which credentials get in, wherever they come from. */
export function createIntake(ports: IntakePorts): Intake {
  const { hasHostAccess, whoIs, obstacle, lockedTimes, holdFor, keep, now } = ports;
  return async ({ region: code, keys, expiresAt, source, renewal, expected, since }) => {
    const region = findRegion(code);
    if (!region) return failed({ kind: 'region-unsupported', region: code });
    const closed = await obstacle(region.code);
    if (closed) return failed(closed);
    if (!(await hasHostAccess(region.code, ['sts']))) {
      return failed({ kind: 'host-access-missing', region: region.code });
    }
    const caller = await whoIs(region.code, keys);
    if (!caller.ok) return caller;
    const account = { partition: region.partition, account: caller.value.account };
    if (expected && accountKey(expected) !== accountKey(account)) {
      return failed({
        kind: 'refused',
        detail: `These credentials belong to account ${account.account}, not to ${expected.account}.`,
      });
    }
    const forbidden = await obstacle(region.code, account.account);
    if (forbidden) return failed(forbidden);
    const holdTime = await holdFor();
    // Nothing may be waited for between this and the keeping.
    if (lockedTimes() !== since) return failed(lockedMeanwhile);
    const addedAt = now();
    const identity: Identity = {
      ...account,
      arn: caller.value.arn,
      region: region.code,
      keyIdEnding: keys.accessKeyId.slice(-4),
      longTerm: !isTemporary(keys.accessKeyId),
      addedAt,
      heldUntil: addedAt + holdTime,
      ...(expiresAt !== undefined && { expiresAt }),
      source,
    };
    await keep(identity, keys, renewal);
    return lockedTimes() === since ? ok(identity) : failed(lockedMeanwhile);
  };
}

const lockedMeanwhile: Problem = { kind: 'refused', detail: 'Image Desk was locked meanwhile.' };
