import { isServed } from '../aws/regions';
import type { Image, Tags } from '../images/image';
import type { AccountId, RegionCode, Scope } from '../scope';
import { countOf } from '../words';
import { obstacleToName, type Named } from './names';

/** Why AWS would refuse something in an image's life. */
export type RefusalKind =
  | 'region'
  | 'image-state'
  | 'image-owner'
  | 'image-not-granted'
  | 'image-platform'
  | 'image-gone'
  | 'instance-family'
  | 'instance-type'
  | 'name'
  | 'text'
  | 'tags'
  | 'role'
  | 'network'
  | 'root-volume'
  | 'ami'
  | 'quota-images'
  | 'quota-image-builders'
  | 'copies-underway'
  | 'updates-underway'
  | 'nothing-newer'
  | 'applications-none'
  | 'applications-too-many'
  | 'application-there'
  | 'application-platform'
  | 'application-name'
  | 'application-gone'
  | 'application'
  | 'dynamic-catalogs'
  | 'shared'
  | 'fleet'
  | 'image-builder';

/** A refusal that is known before anything is sent. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** What is wrong and the way on, in short sentences. */
  readonly sentence: string;
  /** Which of several is meant: a fleet, an image builder, an account or an application. */
  readonly subject?: string;
  /**
   * Whether AWS refuses for sure. It may take more than the usual quotas, which can be raised, and
   * what is underway may be over when it is asked.
   */
  readonly certain: boolean;
}

/** What is in an account and Region, as far as refusals depend on it. */
export interface RegionFacts {
  readonly scope: Scope;
  /** Images of any owner; only the account's own count. */
  readonly images: readonly Pick<Image, 'name' | 'owner' | 'state' | 'imageBuilder'>[];
  readonly builders: readonly { readonly name: string; readonly state: string }[];
}

/** AWS's usual quotas. Source: AppStream, "Service quotas"; each can be raised. */
export const usualQuotas = { images: 10, builders: 10, copies: 2, updates: 5 } as const;

/** The most applications of an image. Source: AppStream's guide, Image Assistant. */
export const mostApplications = 50;

/** The names that are taken in a Region: those of own images and of image builders. */
export function takenNames({ scope, images, builders }: RegionFacts): ReadonlySet<string> {
  return new Set([
    ...images.filter(({ owner }) => owner === scope.account).map(({ name }) => name),
    ...builders.map(({ name }) => name),
  ]);
}

/** A refusal that is certain. */
export function refusal(kind: RefusalKind, sentence: string, subject?: string): Refusal {
  return { kind, sentence, certain: true, ...(subject !== undefined && { subject }) };
}

/** A refusal that AWS may not make after all. */
export function doubt(kind: RefusalKind, sentence: string, subject?: string): Refusal {
  return { ...refusal(kind, sentence, subject), certain: false };
}

/** A Region in which there is no AppStream. */
export function refusalsOfRegion(region: RegionCode): readonly Refusal[] {
  return isServed('appstream2', region)
    ? []
    : [refusal('region', `AppStream is not in ${region}. Pick another Region.`)];
}

/** An image that is not AVAILABLE. `what` is what was wanted with it: `cloned`. */
export function refusalsOfState({ state }: Pick<Image, 'state'>, what: string): readonly Refusal[] {
  if (state === 'AVAILABLE') return [];
  const wayOn =
    state === 'FAILED' || state === 'DELETING'
      ? 'Pick another image.'
      : 'Wait until AWS is done with it.';
  return [
    refusal(
      'image-state',
      `Only an image that is AVAILABLE can be ${what}; this one is ${state}. ${wayOn}`,
    ),
  ];
}

/** An image of another account or of AWS, where only its owner may do what is wanted. */
export function refusalsOfOwner(
  { owner }: Pick<Image, 'owner'>,
  account: AccountId,
  what: string,
): readonly Refusal[] {
  if (owner === account) return [];
  const whose = owner === undefined ? 'AWS' : `account ${owner}`;
  return [
    refusal(
      'image-owner',
      `This image belongs to ${whose}. Only an image of this account can be ${what}; clone it to get one.`,
    ),
  ];
}

/** A name that AWS does not take. */
export function refusalsOfName(
  kind: Named,
  name: string,
  taken: ReadonlySet<string>,
): readonly Refusal[] {
  const obstacle = obstacleToName(kind, name, taken);
  return obstacle === undefined ? [] : [refusal('name', obstacle)];
}

/** Texts that are too long for AWS. Source: the model's `Description` and `DisplayName`. */
export function refusalsOfTexts(texts: {
  readonly displayName?: string;
  readonly description?: string;
}): readonly Refusal[] {
  const { displayName = '', description = '' } = texts;
  return [
    ...(displayName.length > 100
      ? [refusal('text', 'A display name has up to 100 characters. Shorten it.')]
      : []),
    ...(description.length > 256
      ? [refusal('text', 'A description has up to 256 characters. Shorten it.')]
      : []),
  ];
}

/** Tags that AWS does not take. Source: the model's `Tags`, `TagKey` and `TagValue`. */
export function refusalsOfTags(tags: Tags): readonly Refusal[] {
  const wrong = tags.find(
    ({ key, value }) =>
      !/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) ||
      !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value),
  );
  const keys = tags.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  return [
    ...(twice === undefined
      ? []
      : [refusal('tags', `The tag ${twice} is there twice. Leave one out.`, twice)]),
    ...(new Set(keys).size > 50
      ? [refusal('tags', 'An image has up to 50 tags. Leave some out.')]
      : []),
    ...(wrong
      ? [
          refusal(
            'tags',
            `AWS does not take the tag ${wrong.key}: keys have 1 to 128 and values up to 256 letters, digits, spaces and _ . : / = + - @, and no key starts with aws:.`,
            wrong.key,
          ),
        ]
      : []),
  ];
}

/** A role that is missing where AWS needs one, or that is none of the account. */
export function refusalsOfRole(
  role: string | undefined,
  { partition, account }: Scope,
  need: string | undefined,
): readonly Refusal[] {
  if (role === undefined || role === '') {
    return need === undefined ? [] : [refusal('role', `Pick an IAM role: ${need}`)];
  }
  const [, itsPartition, itsAccount] =
    /^arn:(aws[a-z-]*):iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(role) ?? [];
  if (itsAccount === undefined) {
    return [
      refusal(
        'role',
        `${role} is not the ARN of an IAM role, such as arn:aws:iam::111122223333:role/Name.`,
      ),
    ];
  }
  return itsPartition === partition && itsAccount === account
    ? []
    : [refusal('role', `The IAM role ${role} is not of account ${account}. Pick one that is.`)];
}

/** The usual quota of images, where so many more are to be made. */
export function refusalsOfImageQuota(facts: RegionFacts, more: number): readonly Refusal[] {
  const { account, region } = facts.scope;
  const own = facts.images.filter(({ owner }) => owner === account).length;
  return own + more <= usualQuotas.images
    ? []
    : [
        doubt(
          'quota-images',
          `${region} has ${countOf(own, 'image')} of this account, and AWS's usual quota is ${usualQuotas.images}. Delete images that nothing uses, or ask AWS for a higher quota (L-E1182CCA).`,
        ),
      ];
}
