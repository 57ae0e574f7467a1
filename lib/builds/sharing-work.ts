import { launchPermissionsOf, setLaunchPermission } from '../aws/ec2';
import { getImagePolicy, putImagePolicy } from '../aws/image-policy';
import {
  addPrincipal,
  createShare,
  getShares,
  listPrincipals,
  listResources,
  promoteShare,
  removePrincipal,
} from '../aws/ram';
import type { Service } from '../aws/service';
import type { JobItem } from '../jobs/job';
import type { Standing, Work } from '../jobs/work';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountScope, Scope } from '../scope';
import { takeTurns } from '../take-turns';
import { clientTokenOf } from './client-token';
import { describeTask } from './explain';
import type { BuildSharingTask } from './plan';
import { principalsOfPolicy, samePolicy } from './policy';
import { placeOfBuild } from './sharing-facts';
import { recipientsOf } from './sharing-plan';

/** What changing who has a build needs of the worker. */
export interface BuildSharingWorkParts {
  /** Runs something on a service at the pace of the scope's lane. */
  readonly inScope: <Value>(
    scope: Scope,
    service: 'imagebuilder' | 'ram' | 'ec2',
    use: (service: Service) => Promise<Result<Value>>,
  ) => Promise<Result<Value>>;
  /**
   * The rules as they are now: they may be newer than the plan, and a job that waits or runs for
   * long must stop when they change.
   */
  readonly forbidden: (scope: Scope, recipients: readonly string[]) => Promise<Problem | undefined>;
  /** Told in which Region something was changed, and of which image where its panel shows that. */
  readonly settled: (place: Scope, image?: string) => Promise<void>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

type PolicyTask = Extract<BuildSharingTask, { readonly act: 'policy' }>;
type ShareTask = Extract<BuildSharingTask, { readonly act: 'share' }>;
type LaunchTask = Extract<BuildSharingTask, { readonly act: 'launch' }>;
type Judge = (item: JobItem<BuildSharingTask>) => Standing;

/** How often RAM is asked for the share that it makes of a policy, and how long between. */
const looks = 4;
const lookAgainAfter = 500;

/** How changes of who has a build are carried out. */
export function buildSharingWork(parts: BuildSharingWorkParts): Work<BuildSharingTask> {
  /** The shares of one image are changed one after another: two would each make a share. */
  const turns = new Map<string, ReturnType<typeof takeTurns>>();
  const inTurn = <Value>(target: string, run: () => Promise<Value>): Promise<Value> => {
    const turn = turns.get(target) ?? takeTurns();
    turns.set(target, turn);
    return turn(run);
  };

  async function readPolicyTask(place: Scope, { target }: PolicyTask): Promise<Result<Judge>> {
    const [policy, waiting] = await Promise.all([
      parts.inScope(place, 'imagebuilder', (service) => getImagePolicy(service, target)),
      parts.inScope(place, 'ram', (ram) => unpromoted(ram, target)),
    ]);
    if (!policy.ok) return policy;
    if (!waiting.ok) return waiting;
    return ok(({ task }) =>
      task.act === 'policy' ? standingOf(task, policy.value.text, waiting.value.shares) : 'planned',
    );
  }
  async function readShareTask(place: Scope, { target }: ShareTask): Promise<Result<Judge>> {
    const found = await parts.inScope(place, 'ram', (ram) => sharesOf(ram, target));
    if (!found.ok) return found;
    return ok(({ task }) => {
      if (task.act !== 'share') return 'planned';
      const has = found.value.some(
        ({ principal, share, ofPolicy }) =>
          principal === task.principal &&
          (task.after ? !ofPolicy : task.from === undefined || share === task.from),
      );
      return has === task.after ? 'right' : 'planned';
    });
  }
  async function readLaunchTask(place: Scope, { ami }: LaunchTask): Promise<Result<Judge>> {
    const now = await parts.inScope(place, 'ec2', (ec2) => launchPermissionsOf(ec2, ami));
    if (!now.ok) return now;
    return ok(({ task }) =>
      task.act === 'launch' && now.value.includes(task.principal) === task.after
        ? 'right'
        : 'planned',
    );
  }

  async function changePolicy(place: Scope, task: PolicyTask): Promise<Result<null>> {
    const { target, before, after } = task;
    const put = await parts.inScope(place, 'imagebuilder', async (service) => {
      const now = await getImagePolicy(service, target);
      if (!now.ok) return now;
      // Set before, and only not promoted yet.
      if (samePolicy(now.value.text, after)) return ok(null);
      if (!samePolicy(now.value.text, before)) return failed({ kind: 'drift' } as const);
      return putImagePolicy(service, target, after, before);
    });
    if (!put.ok || !givesOthers(task)) return put;
    return promoteAll(place, task);
  }
  /** RAM makes a share of a policy in its own time, which nobody sees until it is promoted. */
  async function promoteAll(place: Scope, { target, after }: PolicyTask): Promise<Result<null>> {
    for (let look = 1; ; look += 1) {
      const found = await parts.inScope(place, 'ram', (ram) => unpromoted(ram, target));
      if (!found.ok) return found;
      for (const share of found.value.shares) {
        const promoted = await parts.inScope(place, 'ram', (ram) => promoteShare(ram, share));
        if (!promoted.ok) return promoted;
      }
      const known = new Set(found.value.principals);
      const all = principalsOfPolicy(after).every((each) => known.has(each));
      if (all || found.value.shares.length > 0 || look >= looks) return ok(null);
      await parts.wait(lookAgainAfter * 2 ** (look - 1));
    }
  }
  async function changeShare(
    place: Scope,
    task: ShareTask,
    item: Pick<JobItem, 'job' | 'seq'>,
  ): Promise<Result<null>> {
    const { target, principal, after, from } = task;
    return parts.inScope(place, 'ram', async (ram) => {
      if (!after) {
        if (from === undefined) return failed({ kind: 'drift' } as const);
        const token = await clientTokenOf(item, 'remove');
        const gone = await removePrincipal(ram, from, principal, token);
        // Somebody else was faster: what was wanted is so, and reading back will confirm it.
        return !gone.ok && gone.problem.kind === 'not-found' ? ok(null) : gone;
      }
      const share = await ownShare(ram, target, item);
      if (!share.ok) return share;
      const token = await clientTokenOf(item, 'add');
      return addPrincipal(ram, share.value.arn, principal, token, share.value.lacks);
    });
  }

  return {
    group(task) {
      if (task.act === 'launch') return `${task.region}/${task.ami}`;
      return `${task.target}/${task.act}`;
    },
    lane: ({ act, region }) => (act === 'launch' ? `ec2/${region}` : `image/${region}`),
    read(scope, { task }) {
      const place = placeOf(scope, task);
      switch (task.act) {
        case 'policy':
          return readPolicyTask(place, task);
        case 'share':
          return readShareTask(place, task);
        case 'launch':
          return readLaunchTask(place, task);
      }
    },
    async change(scope, task, item) {
      const place = placeOf(scope, task);
      const obstacle = await parts.forbidden(place, recipientsOf([task]));
      if (obstacle) return failed(obstacle);
      switch (task.act) {
        case 'policy':
          return changePolicy(place, task);
        case 'share':
          return inTurn(task.target, () => changeShare(place, task, item));
        case 'launch':
          return parts.inScope(place, 'ec2', (ec2) =>
            setLaunchPermission(ec2, task.ami, task.principal, task.after),
          );
      }
    },
    takesQuota: ({ after }) => after === true,
    settled(scope, task) {
      const place = placeOf(scope, task);
      // The image's panel says nothing of who may launch an AMI.
      return task.act === 'launch' ? parts.settled(place) : parts.settled(place, task.target);
    },
    describe: describeTask,
  };
}

function placeOf(scope: AccountScope, { region }: BuildSharingTask): Scope {
  return { ...scope, region };
}

function standingOf(
  task: PolicyTask,
  now: string | undefined,
  unpromotedShares: readonly string[],
): Standing {
  const leavesNobody = !givesOthers(task);
  if (samePolicy(now, task.after) || (now === undefined && leavesNobody)) {
    return leavesNobody || unpromotedShares.length === 0 ? 'right' : 'planned';
  }
  return samePolicy(now, task.before) ? 'planned' : 'changed';
}

/** Whether a policy gives the image to anybody but its owner. */
function givesOthers({ target, after }: PolicyTask): boolean {
  const { account } = placeOfBuild(target);
  return principalsOfPolicy(after).some((each) => each !== account);
}

/** The principals of an image by its shares, and which of these RAM made of the policy. */
async function sharesOf(ram: Service, image: string) {
  const principals = await listPrincipals(ram, image);
  if (!principals.ok || principals.value.length === 0) return principals.ok ? ok([]) : principals;
  const arns = [...new Set(principals.value.map(({ share }) => share))];
  const shares = await getShares(ram, { arns });
  if (!shares.ok) return shares;
  const byArn = new Map(shares.value.map((share) => [share.arn, share]));
  return ok(
    principals.value.flatMap(({ principal, share }) => {
      const known = byArn.get(share);
      return known ? [{ principal, share, ofPolicy: known.ofPolicy }] : [];
    }),
  );
}

/** The shares of an image that wait to be promoted, and all whom its shares name. */
async function unpromoted(ram: Service, image: string) {
  const found = await sharesOf(ram, image);
  if (!found.ok) return found;
  const waiting = found.value.filter(({ ofPolicy }) => ofPolicy).map(({ share }) => share);
  return ok({
    shares: [...new Set(waiting)],
    principals: found.value.map(({ principal }) => principal),
  });
}

/**
 * The resource share that Image Desk keeps for an image, made when it is not there. One that has
 * anything else in it is not used: who comes into it would get that as well.
 */
async function ownShare(
  ram: Service,
  image: string,
  { job }: Pick<JobItem, 'job'>,
): Promise<Result<{ readonly arn: string; readonly lacks?: string }>> {
  const name = nameOfShare(image);
  const found = await getShares(ram, { name });
  if (!found.ok) return found;
  const [share] = found.value.filter(({ ofPolicy }) => !ofPolicy);
  if (!share) {
    // One token for all items: it is one share, whichever of them makes it.
    const token = await clientTokenOf({ job, seq: 0 }, 'create');
    const made = await createShare(ram, name, image, token);
    return made.ok ? ok({ arn: made.value }) : made;
  }
  const resources = await listResources(ram, [share.arn]);
  if (!resources.ok) return resources;
  const inside = resources.value.get(share.arn) ?? [];
  if (inside.some((each) => each !== image)) {
    const detail = `The resource share ${name} has other resources as well. Take them out of it or rename it in AWS RAM.`;
    return failed({ kind: 'refused', detail });
  }
  return ok({ arn: share.arn, ...(inside.length === 0 && { lacks: image }) });
}

/** `image-desk-office-1.0.1-2` */
function nameOfShare(image: string): string {
  return `image-desk-${image.split('/').slice(1).join('-')}`;
}
