import { isLinux, type Clone } from '../cloning/clone';
import { scriptProblems } from '../cloning/script/problems';
import type { Image } from '../images/image';
import { countOf } from '../words';
import { instanceOf, runsOn, unknownInstance } from './instances';
import {
  doubt,
  refusal,
  refusalsOfImageQuota,
  refusalsOfName,
  refusalsOfRegion,
  refusalsOfRole,
  refusalsOfState,
  refusalsOfTags,
  takenNames,
  usualQuotas,
  type Refusal,
  type RegionFacts,
} from './refusals';
import type { BuilderOrder } from './step';

/** What AWS and Image Assistant would refuse of a clone. */
export function refusalsOfClone(clone: Clone, facts: RegionFacts): readonly Refusal[] {
  const { source, builder, order } = clone;
  const taken = takenNames(facts);
  const fromS3 = order.applications.some((each) => each.source?.kind === 's3');
  return [
    ...refusalsOfRegion(facts.scope.region),
    ...refusalsOfState(source, 'cloned'),
    ...refusalsOfUse(source, facts),
    ...scriptProblems({ ...order, image: { ...order.image, tags: [] } }, taken),
    // Of those of the image, which are the builder's and more.
    ...refusalsOfTags(clone.tags),
    ...refusalsOfName('image-builder', builder.name, new Set([...taken, order.image.name])),
    ...refusalsOfRole(
      builder.role,
      facts.scope,
      fromS3 ? 'with it the image builder reads the files of applications from S3.' : undefined,
    ),
    ...refusalsOfMachine(source, builder),
    ...refusalsOfApplications(clone),
    ...refusalsOfBuilderQuota(facts),
    ...refusalsOfImageQuota(facts, 1),
  ];
}

/** An image that the account may not start image builders from, or that nobody may. */
function refusalsOfUse(
  { owner, granted, visibility, withoutBuilders }: Clone['source'],
  { scope: { account } }: RegionFacts,
): readonly Refusal[] {
  if (withoutBuilders) {
    return [
      refusal(
        'image-not-granted',
        'AWS starts no image builders from this image. Pick another image, or make an exact copy of it.',
      ),
    ];
  }
  return owner === account || visibility === 'public' || granted?.imageBuilder !== false
    ? []
    : [
        refusal(
          'image-not-granted',
          `Account ${owner ?? ''} shares this image for fleets only. Ask it to share it for image builders as well.`,
        ),
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
    ...(instanceOf(instanceType) ? [] : [doubt('instance-type', unknownInstance(instanceType))]),
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

function refusalsOfApplications({ source, builder, order }: Clone): readonly Refusal[] {
  return [
    ...(order.applications.length + builder.software.length === 0
      ? [
          refusal(
            'applications-none',
            'Pick at least one application to add, or make an exact copy of the image instead.',
          ),
        ]
      : []),
    ...(order.image.dynamicCatalogs && isLinux(source.platform)
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
