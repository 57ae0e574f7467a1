import * as v from 'valibot';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import { accountKey, type AccountScope } from '../scope';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { hasExpired, type Identity } from './identity';
import { reveal, secret, type Credentials, type HeldCredentials } from './secret';

const stored = v.object({
  identity: v.object({
    partition: v.picklist(['aws', 'aws-us-gov', 'aws-cn']),
    account: v.string(),
    arn: v.string(),
    region: v.string(),
    keyIdEnding: v.string(),
    longTerm: v.boolean(),
    expiresAt: v.exactOptional(v.number()),
    addedAt: v.number(),
  }),
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  sessionToken: v.exactOptional(v.string()),
});

/** The credentials of several accounts, in memory only, each answering for its own account. */
export interface CredentialStore {
  readonly add: (identity: Identity, credentials: Credentials) => Promise<void>;
  /** The held identities, by partition and account. */
  readonly list: () => Promise<readonly Identity[]>;
  /** The credentials of exactly this account, or the reason why there are none to use. */
  readonly credentialsFor: (account: AccountScope) => Promise<Result<HeldCredentials>>;
  readonly forget: (account: AccountScope) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
}

/** A credential store over a key-value store that is kept in memory. */
export function createCredentialStore(store: KeyValueStore, now: () => number): CredentialStore {
  const items = itemsOf(store, 'credentials/', stored);
  const list = async (): Promise<readonly Identity[]> =>
    (await items.all()).map(([, { identity }]) => identity);
  return {
    list,
    add: (identity, { accessKeyId, secretAccessKey, sessionToken }) =>
      items.set(accountKey(identity), {
        identity,
        accessKeyId,
        secretAccessKey: reveal(secretAccessKey),
        ...(sessionToken && { sessionToken: reveal(sessionToken) }),
      }),
    async credentialsFor(account) {
      const held = await items.get(accountKey(account));
      if (!held) return failed(await missing(account, list));
      if (hasExpired(held.identity, now())) {
        return failed({ kind: 'expired', account: account.account });
      }
      return ok({
        arn: held.identity.arn,
        accessKeyId: held.accessKeyId,
        secretAccessKey: secret(held.secretAccessKey),
        ...(held.sessionToken !== undefined && { sessionToken: secret(held.sessionToken) }),
      });
    },
    forget: (account) => items.remove([accountKey(account)]),
    forgetAll: () => items.clear(),
  };
}

async function missing(
  { account }: AccountScope,
  list: () => Promise<readonly Identity[]>,
): Promise<Problem> {
  const held = await list();
  return held.length === 0
    ? { kind: 'needs-credentials', account }
    : { kind: 'wrong-account', account };
}
