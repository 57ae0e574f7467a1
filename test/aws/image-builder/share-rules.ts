import { awsError } from '../errors';
import type { Context } from '../handler';
import { findUnit, organizationOf } from '../organization';
import type { ResourceShareRecord } from './records';
import { isExternal } from './shares';

/** Source: the documentation of ResourceShareLimitExceededException. */
const resourcesPerCall = 100;

/** The kinds of resources of Image Builder that RAM shares, by how their ARNs call them. */
const shareable: Readonly<Record<string, string>> = {
  component: 'imagebuilder:Component',
  'container-recipe': 'imagebuilder:ContainerRecipe',
  image: 'imagebuilder:Image',
  'image-recipe': 'imagebuilder:ImageRecipe',
};

/** What RAM's permission for images allows. Source: "Share Image Builder resources with AWS RAM". */
const managedActions = ['imagebuilder:GetImage', 'imagebuilder:ListImages'];

/** Gives the type of a resource as RAM calls it, such as `imagebuilder:Image`. */
export function typeOfResource(arn: string): string | undefined {
  const [, service, kind = ''] = /^arn:[a-z-]+:([a-z0-9-]+):[^:]*:[^:]*:([a-z-]+)/u.exec(arn) ?? [];
  return service === 'imagebuilder' ? shareable[kind] : undefined;
}

/** Gives the types of all resources that can be shared. */
export function resourceTypes(): readonly string[] {
  return Object.values(shareable);
}

/** Source: the words in hashicorp/terraform-provider-aws#40360. */
export function requireShareArn(arn: string): void {
  if (/^arn:[a-z-]+:ram:[a-z0-9-]+:\d{12}:resource-share\/[0-9a-f-]{36}$/u.test(arn)) return;
  throw awsError(
    'MalformedArnException',
    'The specified resource share ARN is not valid. Verify the ARN and try again.',
  );
}

/**
 * Gives the caller's share that may be changed in RAM.
 *
 * Source: the documentation of PromoteResourceShareCreatedFromPolicy for shares that were made of a
 * policy; the words in hashicorp/terraform-provider-aws#18289 for unknown ones. Assumptions: the
 * error and the words for the former; a deleted share is not there for those who would change it;
 * a share that others own is not either, although RAM lets a consumer leave it.
 */
export function requireStandardShare(arn: string, context: Context): ResourceShareRecord {
  const share = requireOwnShare(arn, context);
  if (share.featureSet === 'STANDARD') return share;
  throw awsError(
    'OperationNotPermittedException',
    `ResourceShare ${arn} was created from a policy and cannot be modified.`,
  );
}

/** Gives the caller's share, of whatever kind, unless it was deleted. */
export function requireOwnShare(arn: string, { region, account }: Context): ResourceShareRecord {
  requireShareArn(arn);
  const share = region.resourceShares.get(arn);
  if (share?.owner === account.id && share.status !== 'DELETED') return share;
  throw unknownShare(arn);
}

/** Source: the words in hashicorp/terraform-provider-aws#18289. */
export function unknownShare(arn: string) {
  return awsError('UnknownResourceException', `ResourceShare ${arn} could not be found.`);
}

/**
 * Refuses principals that are none, or that a share may not have.
 *
 * Source: the words in hashicorp/terraform-provider-aws#7769, and the documentation of
 * `allowExternalPrincipals`, which has no meaning for an account in no organization. General
 * knowledge: those for units. Assumptions: sharing with AWS Organizations is switched on; the error
 * for an account outside of the organization; organizations and units of others are refused, as RAM
 * says, although Image Builder's guide has them among those it shares with; users and roles are
 * refused, because Image Builder shares with none.
 */
export function requirePrincipals(
  principals: readonly string[],
  allowExternal: boolean,
  { world, account }: Context,
): void {
  const organization = organizationOf(world, account.id);
  for (const principal of principals) {
    const found =
      /^(?:\d{12}|arn:[a-z-]+:organizations::\d{12}:(?:organization\/(?<organization>o-[a-z0-9]+)|ou\/o-[a-z0-9]+\/(?<unit>ou-[a-z0-9-]+)))$/u.exec(
        principal,
      );
    if (!found) {
      throw awsError(
        'InvalidParameterException',
        `Principal ID ${principal} is malformed. Verify the ID and try again.`,
      );
    }
    const isOutside = isExternal(world, account.id, principal);
    const { organization: id, unit } = found.groups ?? {};
    if (id !== undefined && isOutside) {
      throw awsError('UnknownResourceException', `Organization ${id} could not be found.`);
    }
    const isUnit = unit !== undefined && organization && findUnit(organization, unit);
    if (unit !== undefined && (isOutside || !isUnit)) {
      throw awsError(
        'UnknownResourceException',
        `OrganizationalUnit ${unit} in unknown organization could not be found.`,
      );
    }
    if (organization && isOutside && !allowExternal) throw onlyWithin();
  }
}

/** Source: the words in hashicorp/terraform-provider-aws#7769. */
export function onlyWithin() {
  return awsError(
    'OperationNotPermittedException',
    'The resource you are attempting to share can only be shared within your AWS Organization. This error may also occur if you have not enabled sharing with your AWS organization, or that onboarding process is still in progress.',
  );
}

/**
 * Refuses resources that are none, or that the caller cannot share.
 *
 * Source: "Share Image Builder resources with AWS RAM" of its guide: what one owns, in the Region
 * where it is. General knowledge: the words for ARNs and for kinds that cannot be shared. Assumptions:
 * the errors and words for all others. Components are not in this world: any may be shared.
 */
export function requireResources(
  arns: readonly string[],
  { region: { name, imageBuilder }, account }: Context,
): void {
  if (arns.length > resourcesPerCall) {
    throw awsError(
      'ResourceShareLimitExceededException',
      `You can associate up to ${resourcesPerCall} resources per call.`,
    );
  }
  for (const arn of arns) {
    const found = /^arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]*):(\d{12}):[a-z-]+[/:].+$/u.exec(arn);
    if (!found) {
      throw awsError(
        'MalformedArnException',
        `The specified resource ARN ${arn} is not valid. Verify the ARN and try again.`,
      );
    }
    const type = typeOfResource(arn);
    if (type === undefined) {
      throw awsError('MalformedArnException', 'You cannot share the selected resource type.');
    }
    if (found[2] !== account.id) {
      throw awsError(
        'OperationNotPermittedException',
        `You cannot share ${arn}, which your account does not own.`,
      );
    }
    const isThere =
      type === 'imagebuilder:Component' ||
      imageBuilder.builds.has(arn) ||
      imageBuilder.imageRecipes.has(arn) ||
      imageBuilder.containerRecipes.has(arn);
    if (found[1] !== name || !isThere) {
      throw awsError('UnknownResourceException', `Resource ${arn} could not be found.`);
    }
  }
}

/**
 * Refuses to promote a share whose images have a policy that allows anything else than RAM's managed
 * permission for images does. Source: the documentation of the error. Assumption: that permission is
 * the only one, and its actions are those of the guide's example.
 */
export function requireMatchingPermission(share: ResourceShareRecord, { region }: Context): void {
  for (const arn of share.resourceArns) {
    const { policy } = region.imageBuilder.builds.get(arn) ?? {};
    if (policy === undefined || allowsWhatRamDoes(policy)) continue;
    throw awsError(
      'UnmatchedPolicyPermissionException',
      `No managed permission matches the policy of ${arn}.`,
    );
  }
}

function allowsWhatRamDoes(policy: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: Statement | Statement[] };
  return [Statement].flat().every(({ Effect, Action = [] }) => {
    const actions = [Action].flat().toSorted();
    return Effect === 'Allow' && actions.join(' ') === managedActions.join(' ');
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | string[];
}
