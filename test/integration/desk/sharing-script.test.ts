import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SharePermissions } from '@/lib/images/image';
import {
  diffShares,
  digestOf,
  type DesiredImage,
  type DesiredShare,
  type SharePlan,
} from '@/lib/sharing/plan';
import { bashScript } from '@/lib/sharing/script';
import { callsOf, mutatingCalls } from '../../aws/log';
import { startServer, type FakeAws } from '../../aws/server';
import { ownImage, regionOf, setPermissions, type ImageRecord } from '../../aws/world';
import { findAwsCli, startScriptRunner, type ScriptRunner } from '../../support/aws-cli';
import {
  believableWorld,
  credentialsOf,
  customerAccount,
  ownerAccount,
} from '../../support/scenarios';

const office = 'office-2026-06';
const unfinished = 'office-2026-09';
const newcomer = '555566667777';
const leaver = '666677778888';
const steady = '888899990000';

const fleet = { fleet: true, imageBuilder: false };
const builder = { fleet: false, imageBuilder: true };
const both = { fleet: true, imageBuilder: true };
const none = { fleet: false, imageBuilder: false };

let aws: FakeAws;
let runner: ScriptRunner;

// Where the command line is missing, installing it takes its time.
beforeAll(() => {
  findAwsCli();
}, 300_000);

beforeEach(async () => {
  aws = await startServer({ world: believableWorld() });
  runner = await startScriptRunner(aws);
});

afterEach(async () => {
  runner.close();
  await aws.close();
});

function record(region: string, image: string): ImageRecord {
  const found = ownImage(regionOf(aws.world, region), ownerAccount, image);
  if (!found) throw new Error(`No image ${image}`);
  return found;
}

function put(account: string, { fleet: allowFleet, imageBuilder }: SharePermissions): void {
  const permissions = { allowFleet, allowImageBuilder: imageBuilder };
  setPermissions(
    regionOf(aws.world, 'us-east-1'),
    record('us-east-1', office),
    account,
    permissions,
  );
}

/** Who an image of the fake is shared with, by account. */
function sharesOf(region: string, image: string): Record<string, SharePermissions> {
  return Object.fromEntries(
    [...record(region, image).permissions].map(([account, may]) => [
      account,
      { fleet: may.allowFleet ?? false, imageBuilder: may.allowImageBuilder ?? false },
    ]),
  );
}

/** A plan from how the fake is now. */
async function planOf(wanted: readonly DesiredImage[]): Promise<SharePlan> {
  const scope = { partition: 'aws', account: ownerAccount } as const;
  const images = wanted.map(({ region, image }) => ({
    region,
    image,
    sharedBefore: 0,
    sharedAfter: 0,
  }));
  const items = wanted.flatMap(({ region, image, desired }) => {
    const shares = Object.entries(sharesOf(region, image.name));
    const current = shares.map(([account, may]) => ({ account, ...may }));
    return diffShares(current, desired).map((item) => ({
      kind: 'share' as const,
      region,
      image: image.name,
      ...item,
    }));
  });
  const digest = await digestOf(scope, images, items);
  return { kind: 'shares', digest, scope, images, items, madeAt: 0, expiresAt: 0 };
}

const wish = (region: string, image: string, ...desired: readonly DesiredShare[]) => ({
  region,
  image: { name: image },
  desired,
});

/** Who an image shall be shared with when all of a plan is carried out, from how it is now. */
function reached({ items }: SharePlan, region: string, image: string) {
  const shares = new Map(Object.entries(sharesOf(region, image)));
  for (const item of items) {
    if (item.region !== region || item.image !== image) continue;
    if (item.after) shares.set(item.account, item.after);
    else shares.delete(item.account);
  }
  return Object.fromEntries(shares);
}

const owner = () => credentialsOf(aws.world, ownerAccount);

describe('a script of a plan', { timeout: 120_000 }, () => {
  it('does what the plan says with the real AWS CLI, goes on after a failure, and can be run again', async () => {
    put(customerAccount, fleet);
    put(leaver, both);
    put(steady, both);
    const plan = await planOf([
      wish('us-east-1', unfinished, { account: newcomer, ...both }),
      wish(
        'us-east-1',
        office,
        { account: customerAccount, ...both },
        { account: leaver, ...none },
        { account: steady, ...both },
      ),
      wish('eu-west-1', office, { account: newcomer, ...builder }),
    ]);
    const planned = [
      reached(plan, 'us-east-1', office),
      reached(plan, 'eu-west-1', office),
      reached(plan, 'us-east-1', unfinished),
    ] as const;
    const shares = () => [
      sharesOf('us-east-1', office),
      sharesOf('eu-west-1', office),
      sharesOf('us-east-1', unfinished),
    ];
    const script = bashScript(plan);

    const first = await runner.run(script, owner());
    expect(first.code).toBe(1);
    expect(first.output).toContain('3 done, 1 failed.');
    expect(first.errors).toMatch(
      /^Failed: us-east-1 office-2026-09 555566667777\n[^]*\(ResourceNotAvailableException\)/,
    );
    expect(shares()).toEqual([planned[0], planned[1], {}]);

    // Now the account that loses access has lost it already.
    record('us-east-1', unfinished).State = 'AVAILABLE';
    const second = await runner.run(script, owner());
    expect([second.code, second.errors]).toEqual([0, '']);
    expect(second.output).toContain('4 done, 0 failed.');
    expect(shares()).toEqual(planned);

    const changes = mutatingCalls(aws.log);
    expect(changes).toHaveLength(8);
    expect(changes.map(({ input }) => input?.['SharedAccountId'])).not.toContain(steady);
  });

  it('changes nothing with the credentials of another account, or with none that are known', async () => {
    const plan = await planOf([wish('us-east-1', office, { account: newcomer, ...fleet })]);
    const script = bashScript(plan);
    const other = await runner.run(script, credentialsOf(aws.world, customerAccount));
    expect(other).toMatchObject({ code: 2, output: '' });
    expect(other.errors).toBe(
      `These are credentials of account ${customerAccount}, and the plan is for ${ownerAccount}. Nothing was changed.\n`,
    );
    const unknown = await runner.run(script, { ...owner(), sessionToken: 'other' });
    expect(unknown).toMatchObject({ code: 2, output: '' });
    expect(unknown.errors).toContain('Nothing was changed.');
    expect(callsOf(aws.log, 'GetCallerIdentity')).toHaveLength(2);
    expect(mutatingCalls(aws.log)).toEqual([]);
  });
});
