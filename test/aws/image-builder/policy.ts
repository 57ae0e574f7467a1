import type { Region, World } from '../world';
import { uuidOf } from './names';
import type { BuildRecord, ResourceShareRecord } from './records';

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/**
 * Puts a resource policy on an image, and has RAM share the image with those whom it names: the
 * share says CREATED_FROM_POLICY until it is promoted. A policy that names nobody ends that share.
 * Throws a SyntaxError when the policy is not a JSON object.
 *
 * Source: the RAM User Guide on shares that come from resource policies. Assumption: the share is the
 * image's own as long as it is not promoted, and one that is promoted is left to RAM.
 */
export function applyPolicy(
  world: World,
  region: Region,
  build: BuildRecord,
  policy: string,
): void {
  const principals = principalsOf(world, region, policy);
  build.policy = policy;
  const share = [...region.resourceShares.values()].find(
    ({ featureSet, resourceArns }) =>
      featureSet === 'CREATED_FROM_POLICY' && resourceArns.has(build.arn),
  );
  if (principals.length === 0) {
    if (share) region.resourceShares.delete(share.resourceShareArn);
    return;
  }
  if (share) {
    share.principals.clear();
    for (const principal of principals) share.principals.add(principal);
    share.lastUpdatedTime = new Date(world.now());
    return;
  }
  addShare(region, shareOf(world, region, build, principals));
}

/** Adds a resource share to a Region. */
export function addShare(region: Region, share: ResourceShareRecord): void {
  region.resourceShares.set(share.resourceShareArn, share);
}

/**
 * Gives whom a policy allows anything: account ids, and ARNs of organizations and units. Statements
 * for everybody count when a condition names an organization or paths in it.
 * Throws a SyntaxError when the policy is not a JSON object.
 */
export function principalsOf(world: World, region: Region, policy: string): readonly string[] {
  const document: unknown = JSON.parse(policy);
  if (!isObject(document)) throw new SyntaxError('A policy is a JSON object');
  const { Statement: statements } = document;
  const named = listOf(statements)
    .filter(isObject)
    .filter(({ Effect: effect }: Statement) => effect === 'Allow')
    .flatMap((statement: Statement) => [
      ...accountsIn(statement.Principal),
      ...organizationsIn(world, region, statement.Condition),
    ]);
  return [...new Set(named)];
}

function accountsIn(principal: unknown): readonly string[] {
  const named = isObject(principal) ? listOf(principal['AWS']) : [];
  return named.filter(isText).flatMap((each) => /\d{12}/u.exec(each)?.[0] ?? []);
}

/** Source: IAM's global condition keys aws:PrincipalOrgID and aws:PrincipalOrgPaths. */
function organizationsIn(world: World, region: Region, condition: unknown): readonly string[] {
  const keys = Object.values(isObject(condition) ? condition : {}).filter(isObject);
  const values = (name: string) => keys.flatMap((each) => listOf(each[name])).filter(isText);
  const arnOf = (id: string, kind: string, path: string) => {
    const management = world.organizations.find((each) => each.id === id)?.management ?? '';
    return `arn:${region.partition}:organizations::${management}:${kind}/${path}`;
  };
  return [
    ...values('aws:PrincipalOrgID').map((id) => arnOf(id, 'organization', id)),
    ...values('aws:PrincipalOrgPaths').flatMap((path) => {
      const [id = '', ...below] = path.split('/').filter((part) => /^(?:o|r|ou)-/u.test(part));
      const unit = below.at(-1);
      return unit === undefined ? [] : arnOf(id, 'ou', `${id}/${unit}`);
    }),
  ];
}

function shareOf(
  world: World,
  { name, partition }: Region,
  build: BuildRecord,
  principals: readonly string[],
): ResourceShareRecord {
  const now = new Date(world.now());
  return {
    resourceShareArn: `arn:${partition}:ram:${name}:${build.owner}:resource-share/${uuidOf('share', build.arn, now.getTime())}`,
    name: `ImageBuilder-${build.arn.split('/').slice(1).join('-')}`,
    owner: build.owner,
    owningAccountId: build.owner,
    allowExternalPrincipals: true,
    status: 'ACTIVE',
    featureSet: 'CREATED_FROM_POLICY',
    creationTime: now,
    lastUpdatedTime: now,
    resourceArns: new Set([build.arn]),
    principals: new Set(principals),
  };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
