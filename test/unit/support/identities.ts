import type { Identity } from '@/lib/credentials/identity';
import { secret, type Credentials } from '@/lib/credentials/secret';
import type { AccountScope } from '@/lib/scope';
import { noon } from './values';

const hours = 3_600_000;

/** An identity of an account, held since noon for eight hours and without an expiry of AWS. */
export function identityOf(
  { partition, account }: AccountScope,
  more: Partial<Identity> = {},
): Identity {
  return {
    partition,
    account,
    arn: `arn:${partition}:iam::${account}:user/ada`,
    region: 'us-east-1',
    keyIdEnding: 'MPLE',
    longTerm: false,
    addedAt: noon,
    heldUntil: (more.addedAt ?? noon) + 8 * hours,
    source: { kind: 'pasted' },
    ...more,
  };
}

/** Credentials with canaries for their secrets, good for ever unless told otherwise. */
export function canaryCredentials(more: Partial<Credentials> = {}): Credentials {
  return {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: secret('canary-secret'),
    sessionToken: secret('canary-token'),
    arn: 'arn:aws:iam::111122223333:user/ada',
    deadline: Number.POSITIVE_INFINITY,
    ...more,
  };
}
