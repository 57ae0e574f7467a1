import { inParallel } from '../../in-parallel';
import { failed, ok, type Result } from '../../result';
import type { AccountScope, Scope } from '../../scope';
import { labelOfBuild } from '../arn';
import { obstacleToBase, obstacleToCloning } from '../acts';
import { buildPlanLifetime, digestOfPlan } from '../digest';
import type { BuildPlan, BuildWarning } from '../plan';
import type { DistributionSettings } from '../wish';
import type { CloneSource, Component, InfrastructureChoice } from './clone';
import { imageOrder, recipeArn, recipeOrder, roleOf } from './orders';
import { keptParts, labelOfComponent } from './parts';
import {
  isForAnotherSystem,
  obstacleToComponent,
  obstacleToParameters,
  obstacleToParts,
  obstacleToRecipe,
  versionTaken,
} from './refusals';
import type { CloneWish } from './wish';

/** What planning a clone needs of AWS. */
export interface ClonePlanPorts {
  readonly getSource: (build: string) => Promise<Result<CloneSource>>;
  readonly getComponent: (arn: string) => Promise<Result<Component>>;
  readonly getInfrastructure: (arn: string) => Promise<Result<InfrastructureChoice>>;
  readonly getSettings: (arn: string) => Promise<Result<DistributionSettings>>;
  /** Whether there is a recipe of this ARN. */
  readonly hasRecipe: (arn: string) => Promise<Result<boolean>>;
}

/** How many components are read at a time. */
const readers = 3;

/**
 * Plans a clone from a fresh read: the new recipe, and the image that is built of it. What AWS would
 * refuse is refused here, with the reason.
 */
export async function makeClonePlan(
  scope: Scope,
  wish: CloneWish,
  now: () => number,
  ports: ClonePlanPorts,
): Promise<Result<BuildPlan>> {
  const read = await ports.getSource(wish.build);
  if (!read.ok) return read;
  const source = read.value;
  const { build } = source;
  const never =
    obstacleToCloning(build, scope.account) ?? obstacleToBase(wish.base, build, scope.account);
  if (never !== undefined) return failed({ kind: 'not-available', detail: never });
  const badName = obstacleToRecipe(wish.name, wish.version, []);
  if (badName !== undefined) return refused(badName);
  const added = await readAdded(wish, ports);
  if (!added.ok) return added;
  const obstacle = obstacleOf(wish, source, added.value);
  if (obstacle !== undefined) return refused(obstacle);
  const arn = recipeArn(scope, wish.name, wish.version);
  const taken = await ports.hasRecipe(arn);
  if (!taken.ok) return taken;
  if (taken.value) return refused(versionTaken(wish.name, wish.version));
  const infrastructure = await ports.getInfrastructure(wish.infrastructure);
  if (!infrastructure.ok) return infrastructure;
  const settings =
    wish.distribution === undefined ? ok(undefined) : await ports.getSettings(wish.distribution);
  if (!settings.ok) return settings;
  if (settings.value?.containersOnly) {
    return refused(`${settings.value.name} says where container images go, and this is an AMI.`);
  }
  const image = imageOrder(wish, arn, source, scope.account);
  const account: AccountScope = { partition: scope.partition, account: scope.account };
  const of = {
    kind: 'build-clone',
    region: scope.region,
    target: arn,
    label: `${wish.name} ${wish.version}`,
  } as const;
  const tasks = [
    { ...of, act: 'create-recipe', recipe: recipeOrder(wish, source, scope.account) },
    {
      ...of,
      act: 'create-image',
      image,
      infrastructureName: infrastructure.value.name,
      regions: settings.value?.regions ?? [],
    },
  ] as const;
  const subject = { arn: build.arn, label: labelOfBuild(build.arn), region: scope.region };
  const madeAt = now();
  return ok({
    kind: 'builds',
    digest: await digestOfPlan(account, { subject, tasks }),
    scope: account,
    subject,
    tasks,
    warnings: warningsOf(wish, source, added.value, {
      role: roleOf(image),
      accounts: (settings.value?.accounts ?? []).filter((each) => each !== scope.account),
    }),
    destroys: false,
    madeAt,
    expiresAt: madeAt + buildPlanLifetime,
  });
}

async function readAdded(
  { added }: CloneWish,
  { getComponent }: ClonePlanPorts,
): Promise<Result<readonly Component[]>> {
  const found: Component[] = [];
  for (const each of await inParallel([...added], readers, ({ arn }) => getComponent(arn))) {
    if (!each.ok) return each;
    found.push(each.value);
  }
  return ok(found);
}

/** Why AWS would refuse the recipe for what it consists of. */
function obstacleOf(
  { base, again, added }: CloneWish,
  source: CloneSource,
  components: readonly Component[],
): string | undefined {
  const parts = obstacleToParts(keptParts(base, again, source).length, components);
  if (parts !== undefined) return parts;
  for (const [place, component] of components.entries()) {
    const obstacle =
      obstacleToComponent(component, source.build) ??
      obstacleToParameters(component, added[place]?.parameters ?? []);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

function warningsOf(
  { base }: CloneWish,
  { build }: CloneSource,
  components: readonly Component[],
  { role, accounts }: { readonly role: string | undefined; readonly accounts: readonly string[] },
): readonly BuildWarning[] {
  return [
    ...components
      .filter((each) => isForAnotherSystem(each, build))
      .map((each) => ({
        kind: 'other-system' as const,
        component: labelOfComponent(each),
        systems: each.osVersions,
      })),
    ...components
      .filter(({ status }) => status === 'DEPRECATED')
      .map((each) => ({
        kind: 'deprecated-component' as const,
        component: labelOfComponent(each),
      })),
    ...(role === undefined ? [] : [{ kind: 'passes-role' as const, role }]),
    ...(accounts.length > 0 ? [{ kind: 'reaches-accounts' as const, accounts }] : []),
    ...(base === 'image'
      ? [{ kind: 'held-by-recipe' as const, image: labelOfBuild(build.arn) }]
      : []),
  ];
}

function refused(detail: string): Result<never> {
  return failed({ kind: 'refused', detail });
}
