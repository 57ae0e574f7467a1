import { formatNumber } from '../words';
import { obstacleToSharing } from './acts';
import { labelOfBuild } from './arn';
import type { BuildSharingWish } from '../operations/build-sharing';
import { explainProblem } from '../problems/explain';
import type { Problem } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import type { BuildSharingTask, BuildWarning, SharingChange } from './plan';
import {
  addToPolicy,
  onlyOwnerIn,
  principalsOfPolicy,
  readPolicy,
  removeFromPolicy,
  samePolicy,
} from './policy';
import { kindOfPrincipal } from './principals';
import type { AmiSharing } from './sharing';
import { hasDefaultKey, placeOfBuild, type ShareFacts, type SharingFacts } from './sharing-facts';

/** What becomes of who has a build, and what a person should know of it. */
export interface SharingDraft {
  readonly tasks: readonly BuildSharingTask[];
  readonly warnings: readonly BuildWarning[];
}

/**
 * How many principals an AMI can be shared with. Source: EC2 user guide, "AMI quotas". It can be
 * raised, so AWS's own refusal is shown too.
 */
export const launchQuota = 1000;

/** What is wrong with a wish before anything is read; nothing when nothing is. */
export function faultOfWish(scope: Scope, wish: BuildSharingWish): Problem | undefined {
  const { account, region } = placeOfBuild(wish.build);
  if (account !== scope.account) {
    const detail = `The image belongs to ${account === '' ? 'AWS' : `account ${account}`}: only its owner can share it.`;
    return { kind: 'not-available', detail };
  }
  if (region !== scope.region) return refused('The image is in another Region.');
  const { image, policy, launch } = wish;
  for (const { give, take } of [image, launch].filter((each) => each !== undefined)) {
    if (give.includes(account)) return refused('The owner cannot share with itself.');
    if (new Set([...give, ...take]).size < give.length + take.length) {
      return refused('A principal is named twice.');
    }
  }
  if (image?.by === 'policy' && image.give.some((each) => kindOfPrincipal(each) !== 'account')) {
    return refused('The image policy shares with accounts only: use a resource share.');
  }
  if (policy === undefined) return undefined;
  if (image) return refused('The policy is either written as a whole or changed by principals.');
  const read = readPolicy(policy);
  return read.ok ? undefined : { kind: 'policy-invalid', ...read.problem };
}

function refused(detail: string): Problem {
  return { kind: 'refused', detail };
}

/** Plans what a wish needs, compared with how it is. The wish has no fault by itself. */
export function planSharing(facts: SharingFacts, wish: BuildSharingWish): Result<SharingDraft> {
  const gives =
    wish.policy !== undefined || [wish.image, wish.launch].some((each) => each?.give.length);
  const obstacle = gives ? obstacleToSharing(facts.build.status) : undefined;
  if (obstacle !== undefined) return failed({ kind: 'not-available', detail: obstacle });
  const image = planImage(facts, wish);
  if (!image.ok) return image;
  const launch = planLaunch(facts.amis, wish);
  if (!launch.ok) return launch;
  const after = { image: image.value, launch: launch.value };
  const { arn } = facts.build;
  const { region } = placeOfBuild(arn);
  const label = labelOfBuild(facts.build.arn);
  const taskOf = (change: SharingChange, where: string): BuildSharingTask => ({
    kind: 'build-sharing',
    region: where,
    target: arn,
    label,
    ...change,
  });
  return ok({
    tasks: [
      ...image.value.map((change) => taskOf(change, region)),
      ...launch.value.map(({ ami, change }) => taskOf(change, ami.region)),
    ],
    warnings: warningsOf(facts, wish, after),
  });
}

/** The policy first: what it takes away shall not come back by a share that is made of it. */
function planImage(facts: SharingFacts, wish: BuildSharingWish): Result<readonly SharingChange[]> {
  const policy = planPolicy(facts, wish);
  if (!policy.ok) return policy;
  const shares = planShares(facts.shares, wish);
  return shares.ok ? ok([...policy.value, ...shares.value]) : shares;
}

function planPolicy(
  { policy: before, build }: SharingFacts,
  { policy, image }: BuildSharingWish,
): Result<readonly SharingChange[]> {
  let after = policy ?? before;
  if (image) {
    const taken = removeFromPolicy(before, image.take);
    // What cannot be read has nothing in it that was made here.
    after = taken.ok ? taken.value : before;
    if (image.by === 'policy' && image.give.length > 0) {
      const given = addToPolicy(after, image.give, build.arn);
      if (!given.ok) return failed({ kind: 'policy-invalid', ...given.problem });
      after = given.value;
    }
    if (after === undefined && before !== undefined) after = onlyOwnerIn(before, build.arn);
  }
  if (after === undefined || samePolicy(before, after)) return ok([]);
  return ok([{ act: 'policy', ...(before !== undefined && { before }), after }]);
}

function planShares(
  shares: readonly ShareFacts[],
  { image }: BuildSharingWish,
): Result<readonly SharingChange[]> {
  if (!image) return ok([]);
  const taken = new Set(image.take);
  const gone = shares.filter(({ principal, ofPolicy }) => taken.has(principal) && !ofPolicy);
  const wide = gone.find(({ others }) => others > 0);
  if (wide) {
    const { name, principal, others } = wide;
    const detail = `${principal} has the image through the resource share ${name}, and with it ${others} other ${others === 1 ? 'resource' : 'resources'}, which it would lose too. Take the image out of that share in AWS RAM.`;
    return failed({ kind: 'refused', detail });
  }
  const has = new Set(shares.filter((each) => !each.ofPolicy).map(({ principal }) => principal));
  const given = image.by === 'resource-share' ? image.give.filter((each) => !has.has(each)) : [];
  return ok([
    ...gone.map(({ principal, share }): SharingChange => ({
      act: 'share',
      principal,
      before: true,
      after: false,
      from: share,
    })),
    ...given.map((principal): SharingChange => ({
      act: 'share',
      principal,
      before: false,
      after: true,
    })),
  ]);
}

interface LaunchPlan {
  readonly ami: AmiSharing;
  readonly change: Extract<SharingChange, { readonly act: 'launch' }>;
}

function planLaunch(
  amis: readonly AmiSharing[],
  { launch }: BuildSharingWish,
): Result<readonly LaunchPlan[]> {
  if (!launch) return ok([]);
  const plans: LaunchPlan[] = [];
  for (const ami of amis) {
    if (ami.problem) continue;
    const now = new Set(ami.principals);
    const taken = launch.take.filter((each) => now.has(each));
    // AWS refuses to share what is encrypted with its own key.
    const may = !hasDefaultKey(ami) && !now.has('all');
    const given = may ? launch.give.filter((each) => !now.has(each)) : [];
    const shared = now.size - taken.length + given.length;
    if (given.length > 0 && shared > launchQuota) {
      const detail = `An AMI can be shared with ${formatNumber(launchQuota)} principals; with ${ami.image} (${ami.region}) it would be ${formatNumber(shared)}.`;
      return failed({ kind: 'quota', detail });
    }
    const change = (principal: string, after: boolean): LaunchPlan => ({
      ami,
      change: { act: 'launch', ami: ami.image, principal, before: !after, after },
    });
    plans.push(
      ...taken.map((each) => change(each, false)),
      ...given.map((each) => change(each, true)),
    );
  }
  return ok(plans);
}

function warningsOf(
  { policy, amis }: SharingFacts,
  wish: BuildSharingWish,
  after: { readonly image: readonly SharingChange[]; readonly launch: readonly LaunchPlan[] },
): readonly BuildWarning[] {
  const written = wish.policy ?? policy;
  const imageGiven = [
    ...(wish.image?.give ?? []),
    ...(wish.policy === undefined ? [] : newIn(policy, wish.policy)),
  ];
  const gives = imageGiven.length > 0 || (wish.launch?.give.length ?? 0) > 0;
  const foreign =
    wish.image && written !== undefined && (wish.image.by === 'policy' || wish.image.take.length)
      ? foreignIn(written)
      : 0;
  return [
    ...amis.flatMap((ami) => amiWarnings(ami, gives)),
    ...lacking(imageGiven, amis, after.launch),
    ...(foreign > 0 ? [{ kind: 'foreign-statements', count: foreign } as const] : []),
  ];
}

function amiWarnings(ami: AmiSharing, gives: boolean): readonly BuildWarning[] {
  const { image, region, problem, encrypted, kmsKey } = ami;
  if (problem) {
    const why = 'detail' in problem ? problem.detail : explainProblem(problem).summary;
    return [{ kind: 'unreadable', ami: image, region, why }];
  }
  if (!gives || !encrypted) return [];
  if (hasDefaultKey(ami)) return [{ kind: 'default-key', ami: image, region }];
  return [{ kind: 'encrypted', ami: image, region, ...(kmsKey !== undefined && { key: kmsKey }) }];
}

/** Who gets the image and may launch none of its AMIs afterwards. */
function lacking(
  given: readonly string[],
  amis: readonly AmiSharing[],
  launch: readonly LaunchPlan[],
): readonly BuildWarning[] {
  if (amis.length === 0) return [];
  const allowed = new Set(amis.flatMap((ami) => launchersOf(ami, launch)));
  // Whether an account is in an organization or a unit that may launch it, EC2 does not tell.
  const maybe = [...allowed].some((each) => each.startsWith('arn:'));
  return given
    .filter((each) => !allowed.has(each) && !allowed.has('all'))
    .filter((each) => !maybe || kindOfPrincipal(each) !== 'account')
    .map((principal) => ({ kind: 'no-launch-permission', principal, amis: amis.length }));
}

/** Who may launch an AMI afterwards. */
function launchersOf(ami: AmiSharing, launch: readonly LaunchPlan[]): readonly string[] {
  const changes = launch.filter((each) => each.ami === ami).map(({ change }) => change);
  const gone = new Set(changes.filter(({ after }) => !after).map(({ principal }) => principal));
  const given = changes.filter(({ after }) => after).map(({ principal }) => principal);
  return [...ami.principals.filter((each) => !gone.has(each)), ...given];
}

/** Whom a policy names that it did not name before. */
function newIn(before: string | undefined, after: string): readonly string[] {
  const known = new Set(before === undefined ? [] : principalsOfPolicy(before));
  return principalsOfPolicy(after).filter((each) => !known.has(each));
}

/** How many statements Image Desk did not make; what cannot be read is none of its own. */
function foreignIn(policy: string): number {
  const read = readPolicy(policy);
  return read.ok ? read.value.statements.filter(({ own }) => !own).length : 1;
}

/** To whom tasks give something, so that it can be held against the company's list. */
export function recipientsOf(tasks: readonly BuildSharingTask[]): readonly string[] {
  const given = tasks.flatMap((task) => {
    if (task.act !== 'policy') return task.after ? [task.principal] : [];
    const { account } = placeOfBuild(task.target);
    return newIn(task.before, task.after).filter((each) => each !== account);
  });
  return [...new Set(given)];
}
