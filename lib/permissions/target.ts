import { imageArn } from '../operations/schemas';
import type { Partition, RegionCode } from '../scope';
import { readAccountId } from '../sharing/account-ids';
import type { PolicyTarget } from './policy';
import * as v from 'valibot';

/** What is entered where a policy is made. */
export interface TargetEntry {
  readonly partition: Partition;
  readonly account: string;
  readonly regions: readonly RegionCode[];
  readonly by: 'all' | 'arn' | 'tag';
  /** Image ARNs, one a line or with commas between. */
  readonly arns: string;
  readonly tagKey: string;
  readonly tagValue: string;
  /** ARNs of IAM roles that may be assumed, entered as the images' are. */
  readonly roles: string;
}

/** The fields of an entry that can be wrong. */
export type TargetField = 'account' | 'regions' | 'arns' | 'tagKey' | 'tagValue' | 'roles';

/** What is wrong with an entry, in a sentence for each field. */
export type TargetProblems = Partial<Readonly<Record<TargetField, string>>>;

/** An entry as a target, or what is wrong with it. */
export type TargetReading =
  | { readonly ok: true; readonly target: PolicyTarget }
  | { readonly ok: false; readonly problems: TargetProblems };

/** Reads an entry. `needsRoles` says that a picked feature assumes IAM roles. */
export function readTarget(entry: TargetEntry, needsRoles: boolean): TargetReading {
  const { partition, regions, by } = entry;
  const reading = readAccountId(entry.account);
  const account = reading.kind === 'valid' ? reading.account : '';
  const arns = splitList(entry.arns);
  const roles = splitList(entry.roles);
  const problems: TargetProblems = {
    ...(account === '' && { account: 'An AWS account ID has 12 digits.' }),
    ...(regions.length === 0 && { regions: 'Pick at least one Region.' }),
    ...(by === 'arn' && sentence('arns', arnProblem(arns, { partition, account, regions }))),
    ...(by === 'tag' && sentence('tagKey', tagKeyProblem(entry.tagKey))),
    ...(by === 'tag' && sentence('tagValue', tagValueProblem(entry.tagValue))),
    ...(needsRoles && sentence('roles', roleProblem(roles, partition))),
  };
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const target = { partition, account, regions, ...(needsRoles && { roles }) };
  switch (by) {
    case 'all':
      return { ok: true, target: { ...target, images: { by } } };
    case 'arn':
      return { ok: true, target: { ...target, images: { by, arns } } };
    case 'tag': {
      const { tagKey: key, tagValue: value } = entry;
      return { ok: true, target: { ...target, images: { by, key, value } } };
    }
  }
}

function sentence(field: TargetField, problem: string | undefined): TargetProblems {
  return problem === undefined ? {} : { [field]: problem };
}

function splitList(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

/** AWS lets only its owner see and change the sharing of an image, in the image's own Region. */
function arnProblem(
  arns: readonly string[],
  place: Pick<PolicyTarget, 'partition' | 'account' | 'regions'>,
): string | undefined {
  if (arns.length === 0) return 'Enter at least one image ARN.';
  for (const arn of arns) {
    const [, partition, , region = '', account] = arn.split(':');
    if (!v.is(imageArn, arn) || account === '') {
      return `${arn} is not the ARN of an image of your own, such as arn:aws:appstream:us-east-1:111122223333:image/name.`;
    }
    if (partition !== place.partition) return `${arn} is in another partition.`;
    if (place.account !== '' && account !== place.account) {
      return `${arn} belongs to another account.`;
    }
    if (!place.regions.includes(region)) {
      return `${arn} is in ${region}, which is not among the Regions.`;
    }
  }
  return undefined;
}

/** Source: the AppStream model's `TagKey`. */
function tagKeyProblem(key: string): string | undefined {
  return /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key)
    ? undefined
    : 'A tag key has 1 to 128 letters, digits, spaces or _ . : / = + - @, and does not start with aws:.';
}

/** Source: the AppStream model's `TagValue`. */
function tagValueProblem(value: string): string | undefined {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)
    ? undefined
    : 'A tag value has up to 256 letters, digits, spaces or _ . : / = + - @.';
}

/** Source: IAM, "IAM identifiers"; a role's ARN holds its path. */
function roleProblem(roles: readonly string[], partition: Partition): string | undefined {
  if (roles.length === 0) return 'Enter the ARN of at least one IAM role.';
  const wrong = roles.find(
    (arn) => !/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(arn),
  );
  if (wrong !== undefined) {
    return `${wrong} is not the ARN of an IAM role, such as arn:aws:iam::111122223333:role/Name.`;
  }
  const elsewhere = roles.find((arn) => !arn.startsWith(`arn:${partition}:`));
  return elsewhere === undefined ? undefined : `${elsewhere} is in another partition.`;
}
