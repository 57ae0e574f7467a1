import { expect } from '@playwright/test';
import type { LifecyclePlan } from '@/lib/lifecycle/plan';
import type { LifecycleWish, WishOf } from '@/lib/lifecycle/wish';
import { callsOf } from '../../aws/log';
import { regionOf, type World } from '../../aws/world';
import { roleOf } from '../../support/image-acts';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { addCredentials, ask } from '../../support/steps';
import { cloneWish, editor } from './clone-wish';

export const virginia = 'us-east-1';
export const frankfurt = 'eu-central-1';
const scope = { partition: 'aws', account: ownerAccount, region: virginia } as const;

/** What a form of images can do, by its name: each is a plan and a job. */
export const actNames = ['clone', 'copy', 'update', 'import', 'export', 'move', 'delete'] as const;
export type ActName = (typeof actNames)[number];

const order = { role: roleOf(ownerAccount), alwaysLatestAgent: true, applications: [], tags: [] };

/** For each act a wish that comes true in the believable world, unless something happens. */
const wishes: { readonly [Act in ActName]: (world: World) => WishOf<Act> } = {
  clone: () => cloneWish,
  copy: () => ({
    act: 'copy',
    copies: [virginia, frankfurt].map((region) => ({
      from: { region: virginia, image: 'design-studio-7' },
      to: { region, image: 'studio' },
    })),
    tags: true,
    shares: true,
  }),
  update: () => ({
    act: 'update',
    updates: [{ from: { region: virginia, image: 'office-2026-03' }, image: 'office-new' }],
    tags: true,
  }),
  import: (world) => ({
    act: 'import',
    order: { ...order, ami: ownAmi(world), image: 'imported' },
  }),
  export: () => ({
    act: 'export',
    image: 'office-2026-06',
    ami: 'office-ami',
    role: order.role,
    tags: [],
  }),
  move: () => ({
    act: 'move',
    image: 'office-2026-06',
    ami: 'office-ami',
    role: order.role,
    to: customerAccount,
    order: { ...order, image: 'office-moved', role: roleOf(customerAccount) },
  }),
  delete: () => ({
    act: 'delete',
    images: ['design-studio-7', 'analytics-linux'].map((image) => ({ region: virginia, image })),
    unshare: true,
  }),
};

/** An AMI that a build has made for the account. */
function ownAmi(world: World): { readonly id: string } {
  const amis = [...regionOf(world, virginia).amis.values()];
  return { id: amis.find(({ OwnerId }) => OwnerId === ownerAccount)?.ImageId ?? 'none' };
}

/** A job of an act that was begun, with its plan. */
export interface Begun {
  readonly plan: LifecyclePlan;
  /** The id of the job. */
  readonly id: string;
}

/**
 * Gives the worker the credentials that an act needs, plans the act and begins it. `meanwhile` is
 * what happens between the plan and the beginning.
 */
export async function begin(
  stage: Stage,
  act: ActName,
  meanwhile: (stage: Stage) => void = () => {},
): Promise<Begun> {
  await addCredentials(stage, ownerAccount);
  if (act === 'move') await addCredentials(stage, customerAccount);
  if (act === 'clone')
    await ask(stage, { call: 'applications.save', input: { application: editor } });
  const wish: LifecycleWish = wishes[act](stage.world);
  const plan = await ask(stage, { call: 'lifecycle.plan', input: { wish }, scope });
  expect(plan.leftOut).toEqual([]);
  meanwhile(stage);
  const { digest } = plan;
  const { id } = await ask(stage, { call: `lifecycle.${act}`, input: { digest }, scope });
  return { plan, id };
}

/** What AWS has accepted when an act is done: each of these so often. */
const accepted: Readonly<Record<ActName, Readonly<Record<string, number>>>> = {
  clone: { CreateImageBuilder: 1, DeleteImageBuilder: 1 },
  copy: { CopyImage: 2, TagResource: 2, UpdateImagePermissions: 4 },
  update: { CreateUpdatedImage: 1 },
  import: { CreateImportedImage: 1 },
  export: { CreateExportImageTask: 1 },
  move: { CreateExportImageTask: 1, ModifyImageAttribute: 1, CreateImportedImage: 1 },
  delete: { DeleteImagePermissions: 2, DeleteImage: 2 },
};

/** Holds what AWS has accepted to what an act takes: nothing is missing, and nothing was done twice. */
export function expectOnce({ aws }: Stage, act: ActName): void {
  for (const [operation, times] of Object.entries(accepted[act])) {
    const done = callsOf(aws.log, operation).filter(
      ({ input, outcome }) => outcome === 'ok' && input?.['dryRun'] !== true,
    );
    expect(done, operation).toHaveLength(times);
  }
}
