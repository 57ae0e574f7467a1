import type { LifecycleWish } from '@/lib/lifecycle/wish';
import { callsOf } from '../../aws/log';
import { ownImage, regionOf, type World } from '../../aws/world';
import { roleOf } from '../../support/image-acts';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import { addCredentials, ask } from '../../support/steps';
import { expect, test } from '../fixtures';
import { cloneWish, editor, runScriptOnceItCan } from './clone-wish';
import { followThroughStops } from './follow';

const virginia = 'us-east-1';
const frankfurt = 'eu-central-1';
const scope = { partition: 'aws', account: ownerAccount, region: virginia } as const;

/** A wish, and what AWS has accepted when it has come true: each of these so often. */
interface Act {
  readonly wish: LifecycleWish | ((world: World) => LifecycleWish);
  readonly accepted: Readonly<Record<string, number>>;
}

const order = { role: roleOf(ownerAccount), alwaysLatestAgent: true, applications: [], tags: [] };

const acts: Readonly<Record<string, Act>> = {
  clone: { wish: cloneWish, accepted: { CreateImageBuilder: 1, DeleteImageBuilder: 1 } },
  copy: {
    wish: {
      act: 'copy',
      copies: [virginia, frankfurt].map((region) => ({
        from: { region: virginia, image: 'design-studio-7' },
        to: { region, image: 'studio' },
      })),
      tags: true,
      shares: true,
    },
    accepted: { CopyImage: 2, TagResource: 2, UpdateImagePermissions: 4 },
  },
  update: {
    wish: {
      act: 'update',
      updates: [{ from: { region: virginia, image: 'office-2026-03' }, image: 'office-new' }],
      tags: true,
    },
    accepted: { CreateUpdatedImage: 1 },
  },
  import: {
    wish: (world) => ({
      act: 'import',
      order: { ...order, ami: ownAmi(world), image: 'imported' },
    }),
    accepted: { CreateImportedImage: 1 },
  },
  export: {
    wish: { act: 'export', image: 'office-2026-06', ami: 'office-ami', role: order.role, tags: [] },
    accepted: { CreateExportImageTask: 1 },
  },
  move: {
    wish: {
      act: 'move',
      image: 'office-2026-06',
      ami: 'office-ami',
      role: order.role,
      to: customerAccount,
      order: { ...order, image: 'office-moved', role: roleOf(customerAccount) },
    },
    accepted: { CreateExportImageTask: 1, ModifyImageAttribute: 1, CreateImportedImage: 1 },
  },
  delete: {
    wish: {
      act: 'delete',
      images: ['design-studio-7', 'analytics-linux'].map((image) => ({ region: virginia, image })),
      unshare: true,
    },
    accepted: { DeleteImagePermissions: 2, DeleteImage: 2 },
  },
};

/** An AMI that a build has made for the account. */
function ownAmi(world: World): { readonly id: string } {
  const amis = [...regionOf(world, virginia).amis.values()];
  return { id: amis.find(({ OwnerId }) => OwnerId === ownerAccount)?.ImageId ?? 'none' };
}

for (const [name, act] of Object.entries(acts)) {
  test(`${name} is done, and nothing of it twice, by workers that are stopped whenever it is further`, async ({
    stage,
  }) => {
    await addCredentials(stage, ownerAccount);
    if (name === 'move') await addCredentials(stage, customerAccount);
    await ask(stage, { call: 'applications.save', input: { application: editor } });
    const wish = typeof act.wish === 'function' ? act.wish(stage.world) : act.wish;
    const plan = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
    expect(plan.leftOut).toEqual([]);
    const { digest } = plan;
    const { id } = await ask(stage, { call: `lifecycle.${wish.act}`, input: { digest }, scope });
    const stops = await followThroughStops(stage, () => runScriptOnceItCan(stage, plan));
    expect(stops).toBeGreaterThan(1);
    const { job } = await ask(stage, { call: 'jobs.get', input: { id } });
    expect(job).toMatchObject({ state: 'ended', counts: { failed: 0, drift: 0, cancelled: 0 } });
    for (const [operation, times] of Object.entries(act.accepted)) {
      const calls = callsOf(stage.aws.log, operation).filter(({ input }) => !isDryRun(input));
      const done = calls.filter(({ outcome }) => outcome === 'ok');
      expect(done, operation).toHaveLength(times);
    }
    if (wish.act !== 'clone') return;
    const region = regionOf(stage.world, virginia);
    expect(ownImage(region, ownerAccount, wish.image)?.State).toBe('AVAILABLE');
  });
}

function isDryRun(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'dryRun' in input && input.dryRun === true;
}
