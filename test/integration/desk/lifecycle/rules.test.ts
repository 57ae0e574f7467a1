import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlanStore } from '@/lib/jobs/plan-store';
import { nameToType } from '@/lib/lifecycle/explain';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { BuilderOrder, ImageStep, ImportOrder, StepAct } from '@/lib/lifecycle/step';
import type { LifecycleAct } from '@/lib/lifecycle/wish';
import { lifecycleOperations } from '@/lib/operations/lifecycle';
import type { OperationId } from '@/lib/operations/registry';
import type { Scope } from '@/lib/scope';
import { createDatabase } from '@/lib/storage/database';
import { addAmi } from '../../../aws/image-builder/amis';
import { mutatingCalls } from '../../../aws/log';
import { regionOf } from '../../../aws/world';
import {
  appstreamRole,
  believableWorld,
  customerAccount,
  ownerAccount,
} from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';
import { inputs } from '../../../unit/support/inputs';
import { senderOf } from '../../../unit/support/senders';

const virginia: Scope = { partition: 'aws', account: ownerAccount, region: 'us-east-1' };
const role = (account: string) => `arn:aws:iam::${account}:role/${appstreamRole}`;
const digest = 'd'.repeat(64);

let worker: DetachedWorker;
let ami: string;

beforeEach(async () => {
  const world = believableWorld();
  world.quotas.images = 30;
  const windows = { Platform: 'Windows', PlatformDetails: 'Windows' } as const;
  ami = addAmi(regionOf(world, 'us-east-1'), ownerAccount, { Name: 'golden', ...windows }).ImageId;
  worker = await startDetachedWorker({ world });
  await worker.signIn(ownerAccount);
  await worker.signIn(customerAccount);
});

afterEach(() => worker.stop());

const builderOf = (name: string): BuilderOrder => ({
  name,
  image: { name: 'kiosk' },
  instanceType: 'stream.standard.medium',
  subnets: [],
  securityGroups: [],
  internetAccess: true,
  withoutImdsV1: false,
  software: [],
  tags: [],
});

const importOf = (image: string, from: ImportOrder['ami'], account: string): ImportOrder => ({
  ami: from,
  image,
  role: role(account),
  alwaysLatestAgent: false,
  applications: [],
  tags: [],
});

interface Example {
  /** Two changes that are made one after the other. */
  readonly steps: () => readonly (StepAct & { readonly account?: string })[];
  /** What the first of them leaves in the log. */
  readonly logged: Readonly<Record<'action' | 'target', string>> & {
    readonly before: unknown;
    readonly after: unknown;
  };
}

const examples: Readonly<Record<LifecycleAct, Example>> = {
  clone: {
    steps: () => [
      { act: 'create-builder', builder: builderOf('rules-builder') },
      { act: 'create-builder', builder: builderOf('rules-builder-2') },
    ],
    logged: {
      action: 'appstream:CreateImageBuilder',
      target: 'Image builder rules-builder',
      before: null,
      after: { image: 'kiosk', instanceType: 'stream.standard.medium' },
    },
  },
  copy: {
    steps: () => [
      { act: 'copy', source: 'kiosk', image: 'kiosk-2', from: 'us-east-1' },
      { act: 'copy', source: 'kiosk', image: 'kiosk-3', from: 'us-east-1' },
    ],
    logged: {
      action: 'appstream:CopyImage',
      target: 'Image kiosk',
      before: null,
      after: { copy: 'kiosk-2', region: 'us-east-1' },
    },
  },
  update: {
    steps: () => [
      { act: 'update', source: 'kiosk', image: 'kiosk-2', tags: [] },
      { act: 'update', source: 'kiosk', image: 'kiosk-3', tags: [] },
    ],
    logged: {
      action: 'appstream:CreateUpdatedImage',
      target: 'Image kiosk',
      before: null,
      after: { updated: 'kiosk-2' },
    },
  },
  import: {
    steps: () => [
      { act: 'import', order: importOf('golden', { id: ami }, ownerAccount) },
      { act: 'import', order: importOf('golden-2', { id: ami }, ownerAccount) },
    ],
    logged: {
      action: 'appstream:CreateImportedImage',
      target: 'Image golden',
      before: null,
      after: { importedFrom: expect.stringMatching(/^ami-/), role: role(ownerAccount) },
    },
  },
  export: {
    steps: () => [
      { act: 'export', image: 'kiosk', ami: 'kiosk-ami', role: role(ownerAccount), tags: [] },
      {
        act: 'export',
        image: 'design-studio-7',
        ami: 'design',
        role: role(ownerAccount),
        tags: [],
      },
    ],
    logged: {
      action: 'appstream:CreateExportImageTask',
      target: 'Image kiosk',
      before: null,
      after: { ami: 'kiosk-ami', role: role(ownerAccount) },
    },
  },
  move: {
    steps: () => [
      { act: 'export', image: 'kiosk', ami: 'kiosk-ami', role: role(ownerAccount), tags: [] },
      { act: 'share-ami', ami: 'kiosk-ami', with: customerAccount },
      {
        act: 'import',
        order: importOf('kiosk', { name: 'kiosk-ami', owner: ownerAccount }, customerAccount),
        account: customerAccount,
      },
    ],
    logged: {
      action: 'appstream:CreateExportImageTask',
      target: 'Image kiosk',
      before: null,
      after: { ami: 'kiosk-ami', role: role(ownerAccount) },
    },
  },
  'end-builders': {
    steps: () => [
      { act: 'end-builder', builder: 'office-builder', end: 'delete' },
      { act: 'end-builder', builder: 'analytics-builder', end: 'delete' },
    ],
    logged: {
      action: 'appstream:DeleteImageBuilder',
      target: 'Image builder office-builder',
      before: 'RUNNING',
      after: null,
    },
  },
  delete: {
    steps: () => [
      { act: 'delete', image: 'rocky-tools_v2.1' },
      { act: 'delete', image: 'kiosk' },
    ],
    logged: {
      action: 'appstream:DeleteImage',
      target: 'Image rocky-tools_v2.1',
      before: 'AVAILABLE',
      after: null,
    },
  },
};

const acts = Object.keys(examples) as LifecycleAct[];

/** A plan as it is kept after it was reviewed. */
async function keep(
  act: LifecycleAct,
  steps: readonly (StepAct & { readonly account?: string })[] = examples[act].steps(),
): Promise<void> {
  const { partition, account, region } = virginia;
  const now = worker.world.now();
  const plan: LifecyclePlan = {
    kind: 'lifecycle',
    act,
    digest,
    title: `Rules of ${act}`,
    scope: { partition, account },
    madeAt: now,
    expiresAt: now + 15 * 60_000,
    doubts: [],
    leftOut: [],
    steps: steps.map((step): ImageStep => ({
      kind: 'image-step',
      of: act,
      chain: 'one',
      region,
      ...step,
    })),
  };
  await createPlanStore(createDatabase(), worker.world.now).keep(plan);
}

const apply = (act: LifecycleAct) => worker.call(`lifecycle.${act}`, { digest }, virginia);

async function startJob(act: LifecycleAct): Promise<string> {
  await keep(act);
  const answer = await apply(act);
  if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
  return answer.value.value.id;
}

const changes = () => mutatingCalls(worker.aws.log).map(({ operation }) => operation);

describe('who asks', () => {
  const ids = Object.keys(lifecycleOperations) as (keyof typeof lifecycleOperations)[];

  it.each(['page', 'embedded', 'foreign'] as const)(
    "T25: is refused everything in an image's life as a sender of class %s",
    async (of) => {
      await keep('delete');
      const origin = 'chrome-extension://image-desk';
      const own = of === 'foreign' ? {} : { id: 'image-desk' };
      const framed = of === 'embedded' ? { origin, url: `${origin}/desk.html` } : {};
      const before = worker.aws.log.length;
      for (const id of ids) {
        const input = id === 'lifecycle.delete' ? { digest } : inputs[id satisfies OperationId];
        const message = { call: id, input, scope: virginia };
        expect(await worker.receive(message, { ...senderOf[of], ...own, ...framed }), id).toEqual(
          expect.objectContaining({ problem: expect.objectContaining({ kind: 'refused' }) }),
        );
      }
      expect(worker.aws.log).toHaveLength(before);
      await vi.waitFor(async () => {
        const { records } = await worker.log.list({ kind: 'refusal', limit: 100 });
        expect(records.map(({ entry }) => entry.operation).toSorted()).toEqual(ids.toSorted());
      });
    },
  );
});

const deletions = (...images: readonly string[]) =>
  images.map((image): ImageStep => ({
    kind: 'image-step',
    of: 'delete',
    chain: image,
    region: virginia.region,
    act: 'delete',
    image,
  }));

describe('what is deleted for good', () => {
  it('T25: is typed before, one by its name and many by their number', () => {
    expect(lifecycleOperations['lifecycle.delete'].level).toBe('destroy');
    expect(nameToType({ act: 'delete', steps: deletions('kiosk') })).toBe('kiosk');
    expect(nameToType({ act: 'delete', steps: deletions('kiosk', 'office') })).toBe('delete 2');
  });
});

describe.each(acts)('the rules for %s', (act) => {
  it('let nothing change while Image Desk is read-only, whoever made it so', async () => {
    await keep(act);
    const refused = async (by: string) => {
      expect(await apply(act)).toMatchObject({ ok: false, problem: { kind: 'read-only', by } });
    };
    await worker.call('safety.set', { readOnly: true });
    await refused('settings');
    await worker.call('safety.set', { readOnly: false, readOnlyAccounts: [ownerAccount] });
    await refused('account');
    worker.managed['readOnly'] = true;
    await refused('company');
    expect(changes()).toEqual([]);
  });

  it('stop a job that is under way before its next change', async () => {
    const id = await startJob(act);
    let made = 0;
    const { job } = await worker.followed(id, async (look) => {
      if (look > 0) return;
      made = changes().length;
      await worker.call('safety.set', { readOnly: true });
    });
    expect(made).toBe(1);
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'forbidden' } });
    expect(changes()).toHaveLength(1);
    await worker.call('safety.set', { readOnly: false });
    const { job: ended } = await worker.followed(id);
    expect(ended.counts).toMatchObject({ done: ended.counts.total });
    expect(changes()).toHaveLength(ended.counts.total);
  });

  it('hold for every account and Region of a plan that the company allows', async () => {
    const steps = examples[act].steps();
    await keep(act, steps);
    worker.managed['allowedAccounts'] = [customerAccount];
    expect(await apply(act)).toMatchObject({
      problem: { kind: 'company-policy', rule: 'account' },
    });
    delete worker.managed['allowedAccounts'];
    worker.managed['allowedRegions'] = ['eu-west-1'];
    expect(await apply(act)).toMatchObject({ problem: { kind: 'company-policy', rule: 'region' } });
    expect(changes()).toEqual([]);
  });

  it('write each change down, with what was there before and afterwards', async () => {
    const id = await startJob(act);
    const { job } = await worker.followed(id);
    expect(job.counts).toMatchObject({ done: job.counts.total });
    const { records } = await worker.log.list({ kind: 'change', limit: 100 });
    expect(records).toHaveLength(changes().length);
    for (const { entry, answer } of records) {
      expect(entry).toMatchObject({ operation: `lifecycle.${act}`, region: 'us-east-1' });
      expect(entry.who).toMatch(/^arn:aws:/);
      expect(answer?.outcome).toBe('done');
    }
    expect(records.at(-1)?.entry).toMatchObject(examples[act].logged);
  });
});

describe('accounts that are given something', () => {
  const shared = { with: customerAccount, fleet: true, imageBuilder: false };

  it.each<readonly [string, LifecycleAct, readonly StepAct[]]>([
    ['copy', 'copy', [{ act: 'share', image: 'kiosk', ...shared }]],
    ['AMI', 'move', [{ act: 'share-ami', ami: 'golden', with: customerAccount }]],
  ])('are given no %s that the company forbids', async (_, act, steps) => {
    await keep(act, steps);
    worker.managed['allowedRecipients'] = ['999988887777'];
    expect(await apply(act)).toMatchObject({
      problem: { kind: 'company-policy', rule: 'recipient', detail: `account ${customerAccount}` },
    });
    expect(changes()).toEqual([]);
  });

  it('are not planned for either', async () => {
    worker.managed['allowedRecipients'] = ['999988887777'];
    const order = importOf('kiosk', { id: ami }, customerAccount);
    const wish = {
      act: 'move',
      image: 'kiosk',
      ami: 'kiosk-ami',
      role: role(ownerAccount),
      to: customerAccount,
    } as const;
    const { ami: _, ...rest } = order;
    const answer = await worker.call(
      'lifecycle.plan',
      { wish: { ...wish, order: rest } },
      virginia,
    );
    expect(answer).toMatchObject({ problem: { kind: 'company-policy', rule: 'recipient' } });
  });

  it('T27: are two in one job only with the credentials of both, and rules of both', async () => {
    await keep('move');
    worker.managed['allowedAccounts'] = [ownerAccount];
    expect(await apply('move')).toMatchObject({
      problem: { kind: 'company-policy', rule: 'account', detail: customerAccount },
    });
    delete worker.managed['allowedAccounts'];
    await worker.call('credentials.forget', { partition: 'aws', account: customerAccount });
    const answer = await apply('move');
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const { job } = await worker.followed(answer.value.value.id);
    expect(job).toMatchObject({ state: 'paused', pause: { reason: 'needs-credentials' } });
    await worker.signIn(customerAccount);
    const { job: ended } = await worker.followed(job.id);
    expect(ended.counts).toMatchObject({ done: 3 });
    const made = mutatingCalls(worker.aws.log).map(({ account, operation }) => [
      account,
      operation,
    ]);
    expect(made).toEqual([
      [ownerAccount, 'CreateExportImageTask'],
      [ownerAccount, 'ModifyImageAttribute'],
      [customerAccount, 'CreateImportedImage'],
    ]);
  });
});
