import { factsOf, type IamAction } from '../operations/actions';
import { iamRoles, type IamRole } from '../operations/contract';
import type { OperationId } from '../operations/registry';
import type { AccountScope, RegionCode } from '../scope';
import { actionsOf, featuresFor, type Feature } from './features';
import { resourceStatements, type ResourceStatement } from './resources';

/** Which of the account's images a policy is about. */
export type ImageChoice =
  | { readonly by: 'all' }
  | { readonly by: 'arn'; readonly arns: readonly string[] }
  | { readonly by: 'tag'; readonly key: string; readonly value: string };

/** Where a policy applies. All of it has been checked (`target.ts`). */
export interface PolicyTarget extends AccountScope {
  /** At least one. */
  readonly regions: readonly RegionCode[];
  readonly images: ImageChoice;
  /** The ARNs of the IAM roles that may be assumed; matters only where an action is about roles. */
  readonly roles?: readonly string[];
}

/** One statement of an IAM policy. */
export interface PolicyStatement {
  /** Letters and digits only, as IAM demands. */
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly IamAction[];
  readonly Resource: '*' | readonly string[];
  readonly Condition?: {
    readonly StringEquals: Readonly<Record<string, string | readonly string[]>>;
  };
}

/** An IAM policy. Source: IAM, "IAM JSON policy elements reference". */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** What a policy cannot do, or what to know about it. */
export type PolicyNote =
  /** IAM has no condition for the account with which an image is shared. */
  | 'any-account'
  /** AWS lists images, fleets and image builders only on `*`. */
  | 'lists-everything'
  /** AWS lists the accounts of an organization only on `*`. */
  | 'lists-organization'
  /** AWS reads tags only on `*`. */
  | 'reads-all-tags'
  /** IAM has no condition for whom an AMI may be launched by, or an image shared with. */
  | 'any-principal'
  /** The images that were picked are AppStream's: of Image Builder it allows all. */
  | 'all-builds'
  /** Whoever may tag images decides on which ones the policy applies. */
  | 'tags-decide'
  /** Longer than a managed policy may be. */
  | 'too-long';

/** The policy of one role. */
export interface RolePolicy {
  readonly role: IamRole;
  /** What it allows, beside what was picked also what that is reached through. */
  readonly features: readonly Feature[];
  /** Absent when no feature of the role is picked. */
  readonly document?: PolicyDocument;
  readonly notes: readonly PolicyNote[];
}

/**
 * The longest managed policy, in characters without white space.
 * Source: IAM, "IAM and AWS STS quotas".
 */
export const managedPolicyLimit = 6144;

/** The policies of all roles for the picked features; each is enough by itself. */
export function policiesFor(
  picked: ReadonlySet<OperationId>,
  target: PolicyTarget,
): readonly RolePolicy[] {
  return iamRoles.map((role) => {
    const features = featuresFor(role, picked);
    if (features.length === 0) return { role, features, notes: [] };
    const document = policyOf(actionsOf(features), target);
    return { role, features, document, notes: notesOn(document, target) };
  });
}

/** The least policy that allows some actions on a target, in as few statements as it takes. */
export function policyOf(actions: readonly IamAction[], target: PolicyTarget): PolicyDocument {
  return { Version: '2012-10-17', Statement: statementsOf(actions, target) };
}

/**
 * The statements that allow some actions on a target. What AWS allows on `*` only is held to
 * the Regions by a condition; an ARN names its Region itself. Organizations has its
 * endpoint in one Region, which need not be among those.
 */
export function statementsOf(
  actions: readonly IamAction[],
  target: PolicyTarget,
): readonly PolicyStatement[] {
  const needing = actions.filter((action) => !factsOf(action).noPermissionNeeded);
  const listing = needing.filter((action) => factsOf(action).resource === 'none');
  const statements: readonly PolicyStatement[] = [
    {
      Sid: 'AnyResource',
      Effect: 'Allow',
      Action: listing.filter((action) => !isOfOrganization(action)),
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': target.regions } },
    },
    {
      Sid: 'Organization',
      Effect: 'Allow',
      Action: listing.filter(isOfOrganization),
      Resource: '*',
    },
    ...Object.entries(resourceStatements).flatMap(([type, statement]) =>
      ofResources(
        needing.filter((action) => factsOf(action).resource === type),
        statement,
        target,
      ),
    ),
  ];
  return statements.filter(({ Action }) => Action.length > 0);
}

/** The statements about one type of resource: those that the tag of the target picks, and others. */
function ofResources(
  actions: readonly IamAction[],
  { sid, arns, picked, condition }: ResourceStatement,
  target: PolicyTarget,
): readonly PolicyStatement[] {
  const { images } = target;
  const byTag = (action: IamAction) =>
    picked === true && images.by === 'tag' && factsOf(action).resourceTag;
  const statement = { Effect: 'Allow', Resource: arns(target) } as const;
  return [
    {
      Sid: sid,
      ...statement,
      Action: actions.filter((action) => !byTag(action)),
      ...(condition && { Condition: { StringEquals: condition } }),
    },
    {
      Sid: `Tagged${sid}`,
      ...statement,
      Action: actions.filter(byTag),
      ...(images.by === 'tag' && {
        Condition: { StringEquals: { [`aws:ResourceTag/${images.key}`]: images.value } },
      }),
    },
  ];
}

function isOfOrganization(action: IamAction): boolean {
  return action.startsWith('organizations:');
}

function isOfImageBuilder(action: IamAction): boolean {
  return action.startsWith('imagebuilder:');
}

function notesOn(document: PolicyDocument, { images }: PolicyTarget): readonly PolicyNote[] {
  const actions = document.Statement.flatMap(({ Action }) => Action);
  const notes: readonly (readonly [PolicyNote, boolean])[] = [
    ['any-account', actions.includes('appstream:UpdateImagePermissions')],
    [
      'any-principal',
      actions.some(
        (action) =>
          action === 'ec2:ModifyImageAttribute' ||
          action === 'imagebuilder:PutImagePolicy' ||
          action === 'ram:AssociateResourceShare',
      ),
    ],
    ['all-builds', images.by === 'arn' && actions.some(isOfImageBuilder)],
    ['tags-decide', images.by === 'tag'],
    [
      'lists-everything',
      actions.some((action) => !isOfOrganization(action) && factsOf(action).accessLevel === 'List'),
    ],
    ['lists-organization', actions.some(isOfOrganization)],
    ['reads-all-tags', actions.includes('appstream:ListTagsForResource')],
    ['too-long', policySize(document) > managedPolicyLimit],
  ];
  return notes.filter(([, applies]) => applies).map(([note]) => note);
}

/** A policy as text, to be pasted into IAM. */
export function printPolicy(policy: PolicyDocument): string {
  return JSON.stringify(policy, null, 2);
}

/** Statements as text, to be pasted among those of a policy. */
export function printStatements(statements: readonly PolicyStatement[]): string {
  return statements.map((each) => JSON.stringify(each, null, 2)).join(',\n');
}

/** The length of a policy as IAM counts it: characters without white space. */
export function policySize(policy: PolicyDocument): number {
  return JSON.stringify(policy).replaceAll(/\s/g, '').length;
}
