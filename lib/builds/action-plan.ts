import { labelOfBuild } from './arn';
import type { BuildWish } from '../operations/build-actions';
import { failed, ok, type Result } from '../result';
import type { AccountId, AccountScope, Scope } from '../scope';
import {
  obstacleInAnyState,
  obstacleOfOwner,
  obstacleOfState,
  obstacleToAnswer,
  obstacleToState,
} from './acts';
import type { ImageBuild, WorkflowRun, WorkflowStep } from './build';
import { amisOf, lookAtOutputs, type AmiPorts } from './deletion';
import { buildPlanLifetime, digestOfPlan } from './digest';
import type { ActionChange, BuildPlan, BuildSubject, BuildWarning } from './plan';
import type { DistributionSettings } from './wish';

/** What planning an action needs of AWS. */
export interface ActionPlanPorts extends AmiPorts, StepPorts {
  readonly getBuild: (arn: string) => Promise<Result<ImageBuild>>;
  readonly getPipeline: (
    arn: string,
  ) => Promise<Result<{ readonly name: string; readonly settings?: string }>>;
  readonly getSettings: (arn: string) => Promise<Result<DistributionSettings>>;
}

/** What finding a step of a build needs of AWS. */
export interface StepPorts {
  readonly listRuns: (build: string) => Promise<Result<readonly WorkflowRun[]>>;
  readonly listSteps: (workflow: string) => Promise<Result<readonly WorkflowStep[]>>;
}

/** A wish about a build. */
type OnBuild = Exclude<BuildWish, { readonly act: 'run' }>;

/** What a plan does, and what it warns of. */
interface Draft {
  readonly change: ActionChange;
  readonly warnings: readonly BuildWarning[];
}

/**
 * Plans something that is wished for, from a fresh read. What the state of the build forbids, or
 * what it is and whose, is refused with the reason.
 */
export async function makeActionPlan(
  scope: Scope,
  wish: BuildWish,
  now: () => number,
  ports: ActionPlanPorts,
): Promise<Result<BuildPlan>> {
  const planned =
    wish.act === 'run'
      ? await planRun(wish.pipeline, scope, ports)
      : await planOnBuild(wish, scope, ports);
  if (!planned.ok) return planned;
  const { subject, change, warnings } = planned.value;
  const account: AccountScope = { partition: scope.partition, account: scope.account };
  const tasks = [
    {
      kind: 'build-action',
      region: subject.region,
      target: subject.arn,
      label: subject.label,
      ...change,
    },
  ] as const;
  const madeAt = now();
  return ok({
    kind: 'builds',
    digest: await digestOfPlan(account, { subject, tasks }),
    scope: account,
    subject,
    tasks,
    warnings,
    destroys: change.act === 'delete',
    madeAt,
    expiresAt: madeAt + buildPlanLifetime,
  });
}

type Planned = Draft & { readonly subject: BuildSubject };

async function planRun(
  arn: string,
  { account, region }: Scope,
  ports: ActionPlanPorts,
): Promise<Result<Planned>> {
  const owner = arn.split(':')[4];
  if (owner !== account) {
    return refused(`This pipeline belongs to ${owner ?? 'somebody else'}. Only its owner runs it.`);
  }
  const pipeline = await ports.getPipeline(arn);
  if (!pipeline.ok) return pipeline;
  const { name, settings } = pipeline.value;
  const reach = settings === undefined ? ok([]) : await reachOf(settings, account, ports);
  if (!reach.ok) return reach;
  const subject = { arn, label: name, region };
  return ok({ subject, change: { act: 'run' }, warnings: reach.value });
}

async function planOnBuild(
  wish: OnBuild,
  { account, region }: Scope,
  ports: ActionPlanPorts,
): Promise<Result<Planned>> {
  const read = await ports.getBuild(wish.build);
  if (!read.ok) return read;
  const build = read.value;
  const obstacle = obstacleOf(wish, build, account);
  if (obstacle) return obstacle;
  const draft = await draftOf(wish, build, account, ports);
  if (!draft.ok) return draft;
  const label = labelOfBuild(build.arn);
  return ok({ ...draft.value, subject: { arn: build.arn, label, region } });
}

/** Why a wish is refused by what the build is. Of an answer the step has to say more. */
function obstacleOf(
  { act }: OnBuild,
  build: ImageBuild,
  account: AccountId,
): Result<never> | undefined {
  const never =
    act === 'step' ? obstacleOfOwner(build, account) : obstacleInAnyState(act, build, account);
  if (never !== undefined) return refused(never);
  const now = act === 'step' ? undefined : obstacleOfState(act, build.status);
  return now === undefined ? undefined : forbidden(now);
}

async function draftOf(
  wish: OnBuild,
  build: ImageBuild,
  account: AccountId,
  ports: ActionPlanPorts,
): Promise<Result<Draft>> {
  switch (wish.act) {
    case 'cancel':
      return ok({ change: { act: 'cancel', before: build.status }, warnings: [] });
    case 'retry':
      return draftRetry(build, account, ports);
    case 'distribute':
      return draftDistribution(wish, account, ports);
    case 'state':
      return draftState(wish, build, account, ports);
    case 'delete':
      return draftDeletion(wish, build, account, ports);
    case 'step':
      return draftAnswer(wish, ports);
  }
}

/**
 * Source: the model on RetryImage, which repeats the distribution and builds nothing again. What
 * failed before it was distributed cannot be helped by that.
 */
async function draftRetry(
  build: ImageBuild,
  account: AccountId,
  ports: ActionPlanPorts,
): Promise<Result<Draft>> {
  const runs = await ports.listRuns(build.arn);
  if (!runs.ok) return runs;
  const early = runs.value.find(
    ({ type, status }) => /^(?:build|test)/i.test(type) && /^(?:FAILED|ROLLBACK)/.test(status),
  );
  if (early) {
    return forbidden(
      `It failed in ${early.type}, before it was distributed, and AWS only distributes again. Run the pipeline instead.`,
    );
  }
  const accounts = (build.distribution?.regions ?? []).flatMap((each) => each.targetAccounts);
  return ok({
    change: { act: 'retry', before: build.status },
    warnings: reaching(accounts, account),
  });
}

async function draftDistribution(
  { settings: arn, role }: Extract<OnBuild, { readonly act: 'distribute' }>,
  account: AccountId,
  ports: ActionPlanPorts,
): Promise<Result<Draft>> {
  const settings = await ports.getSettings(arn);
  if (!settings.ok) return settings;
  const { name, regions, accounts, containersOnly } = settings.value;
  if (containersOnly) return refused(`${name} says where container images go, and this is an AMI.`);
  return ok({
    change: { act: 'distribute', settings: arn, settingsName: name, regions, role },
    warnings: reaching(accounts, account),
  });
}

async function draftState(
  { to, amis, role }: Extract<OnBuild, { readonly act: 'state' }>,
  build: ImageBuild,
  account: AccountId,
  ports: ActionPlanPorts,
): Promise<Result<Draft>> {
  const already = obstacleToState(build, to);
  if (already !== undefined) return forbidden(already);
  if (amis && role === undefined) return refused(roleMissing);
  const change = {
    act: 'state',
    before: build.status,
    after: to,
    amis,
    ...(role !== undefined && { role }),
  } as const;
  // Source: the EC2 guide: an AMI that is disabled is nobody's but its owner's any more.
  if (!amis || to !== 'DISABLED') return ok({ change, warnings: [] });
  const outputs = await lookAtOutputs(build, account, ports);
  return outputs.ok ? ok({ change, warnings: outputs.value.warnings }) : outputs;
}

async function draftDeletion(
  { resources: all, role }: Extract<OnBuild, { readonly act: 'delete' }>,
  build: ImageBuild,
  account: AccountId,
  ports: ActionPlanPorts,
): Promise<Result<Draft>> {
  const before = build.status;
  if (!all) {
    const count = amisOf(build).length;
    return ok({
      change: { act: 'delete', before },
      warnings: count > 0 ? [{ kind: 'amis-remain', count }] : [],
    });
  }
  if (role === undefined) return refused(roleMissing);
  const outputs = await lookAtOutputs(build, account, ports);
  if (!outputs.ok) return outputs;
  const { warnings, ...resources } = outputs.value;
  return ok({ change: { act: 'delete', before, resources: { role, ...resources } }, warnings });
}

async function draftAnswer(
  wish: Extract<OnBuild, { readonly act: 'step' }>,
  ports: StepPorts,
): Promise<Result<Draft>> {
  const { build, step: id, answer, reason } = wish;
  const step = await findStep(build, id, ports);
  if (!step.ok) return step;
  if (!step.value) return failed({ kind: 'not-found', what: 'The step' });
  const obstacle = obstacleToAnswer(step.value);
  if (obstacle !== undefined) return forbidden(obstacle);
  const stepName = step.value.name ?? id;
  return ok({
    change: { act: 'step', step: id, stepName, answer, ...(reason !== undefined && { reason }) },
    warnings: [],
  });
}

/** A step of a build by its id, in whichever of its workflows it is; nothing when it is in none. */
export async function findStep(
  build: string,
  id: string,
  { listRuns, listSteps }: StepPorts,
): Promise<Result<WorkflowStep | undefined>> {
  const runs = await listRuns(build);
  if (!runs.ok) return runs;
  // What runs now first: a step that waits is there.
  const ordered = runs.value.toSorted(
    (one, other) => Number(other.status === 'RUNNING') - Number(one.status === 'RUNNING'),
  );
  for (const run of ordered) {
    const steps = await listSteps(run.id);
    if (!steps.ok) return steps;
    const found = steps.value.find((step) => step.id === id);
    if (found) return ok(found);
  }
  return ok(undefined);
}

async function reachOf(
  settings: string,
  account: AccountId,
  ports: Pick<ActionPlanPorts, 'getSettings'>,
): Promise<Result<readonly BuildWarning[]>> {
  const read = await ports.getSettings(settings);
  return read.ok ? ok(reaching(read.value.accounts, account)) : read;
}

function reaching(accounts: readonly AccountId[], own: AccountId): readonly BuildWarning[] {
  const others = [...new Set(accounts)].filter((each) => each !== own);
  return others.length > 0 ? [{ kind: 'reaches-accounts', accounts: others }] : [];
}

/** Source: the model on StartResourceStateUpdate. */
const roleMissing = 'Name the role with which Image Builder changes the AMIs and containers.';

function refused(detail: string): Result<never> {
  return failed({ kind: 'refused', detail });
}

function forbidden(detail: string): Result<never> {
  return failed({ kind: 'not-available', detail });
}
