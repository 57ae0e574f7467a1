import * as fc from 'fast-check';
import { regions } from '@/lib/aws/regions';
import type { Result } from '@/lib/result';
import type { Partition, Scope } from '@/lib/scope';

/** A noon at which the tests' clocks stand. */
export const noon = Date.UTC(2026, 7, 1, 12);

export const minute = 60_000;

export const owner = '111122223333';
export const friend = '444455556666';
export const stranger = '777788889999';

export const home: Scope = { partition: 'aws', account: owner, region: 'us-east-1' };

/** The value of a result that must be a success. */
export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`not a success: ${JSON.stringify(result.problem)}`);
  return result.value;
}

/** The kind of the problem of a result that must be a failure. */
export function problemKind(result: Result<unknown>): string {
  return result.ok ? 'no problem' : result.problem.kind;
}

/** A member that must be there. */
export function present<Value>(value: Value | undefined | null): Value {
  if (value === undefined || value === null) throw new Error('nothing there');
  return value;
}

const digits = '0123456789'.split('');

export const accountIds = fc.string({
  unit: fc.constantFrom(...digits),
  minLength: 12,
  maxLength: 12,
});

/** Accounts out of a few, so that two of a test often are the same. */
export const someAccounts = fc.constantFrom(
  '111111111111',
  '111111111112',
  '222222222222',
  '333333333333',
  '444444444444',
);

export const partitions = fc.constantFrom<Partition>('aws', 'aws-us-gov', 'aws-cn');

/** Scopes that exist: the Region is one of the partition's. */
export const scopes: fc.Arbitrary<Scope> = fc
  .record({ region: fc.constantFrom(...regions), account: accountIds })
  .map(({ region, account }) => ({ partition: region.partition, account, region: region.code }));

export const imageNames = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/);

export const permissions = fc.record({ fleet: fc.boolean(), imageBuilder: fc.boolean() });

/** ARNs of image build versions, of Regions that exist. */
export const buildArns: fc.Arbitrary<string> = fc
  .record({
    region: fc.constantFrom(...regions),
    from: fc.oneof(accountIds, fc.constantFrom('aws', 'aws-marketplace')),
    name: fc.stringMatching(/^[a-z0-9-_]{1,60}$/),
    version: fc.array(fc.nat(9999), { minLength: 3, maxLength: 3 }),
    build: fc.nat(9999),
  })
  .map(
    ({ region, from, name, version, build }) =>
      `arn:${region.partition}:imagebuilder:${region.code}:${from}:image/${name}/${version.join('.')}/${build}`,
  );
