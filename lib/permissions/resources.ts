import type { ActionResource } from '../operations/actions';
import type { PolicyTarget } from './policy';

/** What a statement about a type of resource is called, and the ARNs that it names. */
export interface ResourceStatement {
  /** Letters and digits only, as IAM demands. */
  readonly sid: string;
  readonly arns: (target: PolicyTarget) => readonly string[];
  /** Whether it is one of those that a tag of the target picks. */
  readonly picked?: true;
  /** What else has to be so, by condition key. */
  readonly condition?: Readonly<Record<string, string | readonly string[]>>;
}

/** ARNs of the account in each of the target's Regions. */
const own =
  (service: string, ...types: readonly string[]) =>
  ({ partition, account, regions }: PolicyTarget): readonly string[] =>
    regions.flatMap((region) =>
      types.map((type) => `arn:${partition}:${service}:${region}:${account}:${type}/*`),
    );

/**
 * How each type of resource is named in a policy.
 * Source: Service Authorization Reference, the resource types of each service.
 */
export const resourceStatements: Readonly<
  Record<Exclude<ActionResource, 'none'>, ResourceStatement>
> = {
  image: {
    sid: 'Images',
    picked: true,
    arns: (target) =>
      target.images.by === 'arn' ? target.images.arns : own('appstream', 'image')(target),
  },
  'image-builder': { sid: 'ImageBuilders', arns: own('appstream', 'image-builder') },
  'image-and-builder': {
    sid: 'ImagesAndImageBuilders',
    // Whoever may use an image of another account or of AWS can start from it as well.
    arns: (target) => [
      ...own('appstream', 'image-builder')(target),
      ...(target.images.by === 'arn'
        ? target.images.arns
        : target.regions.map((region) => `arn:${target.partition}:appstream:${region}:*:image/*`)),
    ],
  },
  'image-or-builder': {
    sid: 'SoftwareOfImages',
    arns: own('appstream', 'image', 'image-builder'),
  },
  fleet: { sid: 'Fleets', arns: own('appstream', 'fleet') },
  // Of all that has tags only images and image builders are tagged here.
  tagged: { sid: 'TagsOfImages', arns: own('appstream', 'image', 'image-builder') },
  build: {
    sid: 'Builds',
    picked: true,
    arns: own('imagebuilder', 'image'),
  },
  pipeline: { sid: 'Pipelines', picked: true, arns: own('imagebuilder', 'image-pipeline') },
  distribution: {
    sid: 'DistributionSettings',
    picked: true,
    arns: own('imagebuilder', 'distribution-configuration'),
  },
  // What is being made has no tags yet by which it could be picked, and starts from anybody's.
  recipe: { sid: 'Recipes', arns: own('imagebuilder', 'image-recipe') },
  'new-build': { sid: 'NewBuilds', arns: own('imagebuilder', 'image') },
  'new-of-builder': { sid: 'TagsOfClones', arns: own('imagebuilder', 'image', 'image-recipe') },
  component: {
    sid: 'Components',
    arns: ({ partition, regions }) =>
      regions.map((region) => `arn:${partition}:imagebuilder:${region}:*:component/*`),
  },
  infrastructure: {
    sid: 'InfrastructureConfigurations',
    arns: own('imagebuilder', 'infrastructure-configuration'),
  },
  'build-or-pipeline': {
    sid: 'BuildFindings',
    picked: true,
    arns: own('imagebuilder', 'image', 'image-pipeline'),
  },
  // AWS has no tags on what a workflow does.
  workflow: { sid: 'Workflows', arns: own('imagebuilder', 'workflow-execution') },
  step: {
    sid: 'WorkflowSteps',
    arns: own('imagebuilder', 'image', 'workflow-step-execution'),
  },
  // The ARN of an AMI names no account, and its tags are not those of the image that it is of.
  ami: {
    sid: 'Amis',
    arns: ({ partition, regions }) =>
      regions.map((region) => `arn:${partition}:ec2:${region}::image/*`),
  },
  'resource-share': { sid: 'ResourceShares', arns: own('ram', 'resource-share') },
  unit: {
    sid: 'OrganizationUnits',
    // In an ARN of Organizations the account is the management account.
    arns: ({ partition }) =>
      ['root/*', 'ou/*'].map((unit) => `arn:${partition}:organizations::*:${unit}`),
  },
  role: {
    sid: 'Roles',
    arns: ({ partition, account, roles }) => roles ?? [`arn:${partition}:iam::${account}:role/*`],
  },
  'passed-role': {
    sid: 'PassedRoles',
    arns: ({ partition, account }) => [`arn:${partition}:iam::${account}:role/*`],
    condition: {
      'iam:PassedToService': ['appstream.amazonaws.com', 'imagebuilder.amazonaws.com'],
    },
  },
};
