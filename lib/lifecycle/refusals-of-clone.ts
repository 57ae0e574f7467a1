import type { RepositoryApplication } from '../applications/application';
import type { Image } from '../images/image';
import { countOf } from '../words';
import { runsOn } from './instances';
import {
  doubt,
  refusal,
  refusalsOfImageQuota,
  refusalsOfName,
  refusalsOfRegion,
  refusalsOfRole,
  refusalsOfState,
  refusalsOfTags,
  refusalsOfTexts,
  takenNames,
  usualQuotas,
  type Refusal,
  type RegionFacts,
} from './refusals';
import type { BuilderOrder } from './step';

/** A clone as the form wants it. */
export interface CloneWish {
  /** The image that is cloned, as the account sees it. */
  readonly source: Image;
  readonly builder: BuilderOrder;
  /** The name of the image that comes of it. */
  readonly image: string;
  /** Those of the application repository that are added. */
  readonly applications: readonly RepositoryApplication[];
  readonly dynamicCatalogs: boolean;
}

/** The most applications of an image. Source: AppStream's guide, Image Assistant. */
export const mostApplications = 50;

/** What AWS would refuse of a clone. */
export function refusalsOfClone(wish: CloneWish, facts: RegionFacts): readonly Refusal[] {
  const { source, builder } = wish;
  const taken = takenNames(facts);
  const fromS3 = wish.applications.some((each) => each.source?.kind === 's3');
  return [
    ...refusalsOfRegion(facts.scope.region),
    ...refusalsOfState(source, 'cloned'),
    ...refusalsOfUse(wish, facts),
    ...refusalsOfName('image', wish.image, taken),
    ...refusalsOfName('image-builder', builder.name, new Set([...taken, wish.image])),
    ...refusalsOfTexts(builder),
    ...refusalsOfTags(builder.tags),
    ...refusalsOfRole(
      builder.role,
      facts.scope,
      fromS3 ? 'with it the image builder reads the files of applications from S3.' : undefined,
    ),
    ...refusalsOfMachine(source, builder),
    ...refusalsOfApplications(wish),
    ...refusalsOfBuilderQuota(facts),
    ...refusalsOfImageQuota(facts, 1),
  ];
}

/** An image that the account may not start image builders from, or not by its name. */
function refusalsOfUse(
  { source, builder }: CloneWish,
  { scope: { account } }: RegionFacts,
): readonly Refusal[] {
  const { owner, granted, visibility } = source;
  if (owner === account || visibility === 'public') return [];
  return [
    ...(granted && !granted.imageBuilder
      ? [
          refusal(
            'image-not-granted',
            `Account ${owner ?? ''} shares this image for fleets only. Ask it to share it for image builders as well.`,
          ),
        ]
      : []),
    // AWS finds a shared image by its ARN alone.
    ...(builder.image.arn === undefined
      ? [
          refusal(
            'image-arn-needed',
            'AWS finds a shared image by its ARN alone. Pick the image from the list.',
          ),
        ]
      : []),
  ];
}

/** A machine that AWS does not start. Source: the model of CreateImageBuilder. */
function refusalsOfMachine(
  { instanceFamilies, platform }: Image,
  builder: BuilderOrder,
): readonly Refusal[] {
  const { instanceType, subnets, securityGroups, rootVolume, domain, software } = builder;
  return [
    ...(runsOn(instanceFamilies, instanceType)
      ? []
      : [
          refusal(
            'instance-family',
            `This image does not run on ${instanceType}. It supports ${instanceFamilies.join(', ')}: pick an instance type of these families.`,
          ),
        ]),
    ...(subnets.length > 1
      ? [refusal('network', 'An image builder is in one subnet. Pick one of them.')]
      : []),
    ...(securityGroups.length > 5
      ? [refusal('network', 'An image builder has up to 5 security groups. Leave some out.')]
      : []),
    ...(securityGroups.length > 0 && subnets.length === 0
      ? [refusal('network', 'Security groups are of a VPC. Pick a subnet of it as well.')]
      : []),
    ...(domain && subnets.length === 0
      ? [
          refusal(
            'network',
            'The directory is reached through a VPC. Pick a subnet, or do not join a domain.',
          ),
        ]
      : []),
    ...(rootVolume !== undefined &&
    !(Number.isInteger(rootVolume) && rootVolume >= 200 && rootVolume <= 500)
      ? [refusal('root-volume', 'A root volume has 200 to 500 GiB. Enter a number in between.')]
      : []),
    ...(isLinux(platform) && domain
      ? [
          doubt(
            'image-platform',
            'AWS describes joining a domain for Windows. This image is of Linux: do not join one.',
          ),
        ]
      : []),
    ...(isLinux(platform) && software.length > 0
      ? [
          refusal(
            'image-platform',
            'License-included software is for Windows, and this image is of Linux. Pick none.',
          ),
        ]
      : []),
  ];
}

function refusalsOfApplications(wish: CloneWish): readonly Refusal[] {
  const { source, applications, builder, dynamicCatalogs } = wish;
  const there = new Set(source.applications.map(({ id }) => id));
  const all = new Set([...there, ...applications.map(({ id }) => id)]);
  const platform = isLinux(source.platform) ? 'linux' : 'windows';
  return [
    ...(applications.length + builder.software.length === 0
      ? [
          refusal(
            'applications-none',
            'Pick at least one application to add, or make an exact copy of the image instead.',
          ),
        ]
      : []),
    ...(all.size > mostApplications
      ? [
          refusal(
            'applications-too-many',
            `An image has up to ${mostApplications} applications, and this one would have ${countOf(all.size, 'application')}. Pick fewer.`,
          ),
        ]
      : []),
    ...applications.flatMap(({ id, name, platform: its }) => [
      ...(there.has(id)
        ? [
            refusal(
              'application-there',
              `${name} is on the image already. Leave it out, or give it another name in the repository.`,
              id,
            ),
          ]
        : []),
      // Where AWS tells no platform nothing is known against it.
      ...(source.platform !== undefined && its !== platform
        ? [
            refusal(
              'application-platform',
              `${name} is for ${its === 'linux' ? 'Linux' : 'Windows'}, and the image is not. Leave it out.`,
              id,
            ),
          ]
        : []),
      ...(id === '' || id.length > 256 || /\s/.test(id)
        ? [
            refusal(
              'application-name',
              `${name} needs a name of up to 256 characters without white space in the repository.`,
              id,
            ),
          ]
        : []),
    ]),
    ...(dynamicCatalogs && isLinux(source.platform)
      ? [
          doubt(
            'dynamic-catalogs',
            'AWS describes dynamic application catalogs for Windows. This image is of Linux: leave them off.',
          ),
        ]
      : []),
  ];
}

function refusalsOfBuilderQuota({ scope, builders }: RegionFacts): readonly Refusal[] {
  return builders.length < usualQuotas.builders
    ? []
    : [
        doubt(
          'quota-image-builders',
          `${scope.region} has ${countOf(builders.length, 'image builder')}, and AWS's usual quota is ${usualQuotas.builders}. Delete one that nobody needs, or ask AWS for a higher quota.`,
        ),
      ];
}

/** Whether a platform is one of Linux; what AWS does not tell counts as Windows. */
export function isLinux(platform: string | undefined): boolean {
  return platform !== undefined && !platform.startsWith('WINDOWS');
}

/** An image as a clone has to name it: by its ARN unless it is the account's own. */
export function imageForBuilder(
  { name, arn, owner }: Pick<Image, 'name' | 'arn' | 'owner'>,
  account: string,
): BuilderOrder['image'] {
  return owner === account ? { name } : { name, arn };
}
