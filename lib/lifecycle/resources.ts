import {
  mapOf,
  structureOf,
  whenSet,
  type Property,
  type Resource,
} from '../infrastructure-as-code/resource';
import type { LifecyclePlan } from './plan';
import type { BuilderOrder } from './step';
import type { LifecycleAct } from './wish';

/**
 * What of a plan is a resource in CloudFormation and Terraform: image builders alone. Source: the
 * resource types of AWS::AppStream, and of Terraform's provider for AWS.
 */
export function resourcesOf({ steps }: Pick<LifecyclePlan, 'steps'>): readonly Resource[] {
  return steps.flatMap((step) =>
    step.act === 'create-builder' ? [resourceOf(step.builder, step.region)] : [],
  );
}

/** Why it is not all of an act that CloudFormation and Terraform can do, in a few sentences. */
export function limitsOfResources(act: LifecycleAct): string {
  if (act === 'clone') {
    return 'They make the image builder alone. The image is made on it, with Image Assistant.';
  }
  return act === 'end-builders'
    ? 'What one of them has made is ended by it: leave it out there.'
    : 'Neither has a resource for an AppStream image, so nothing of this can be written there.';
}

function resourceOf(builder: BuilderOrder, region: string): Resource {
  const { name, rootVolume, software, tags } = builder;
  return {
    name,
    region,
    cloudFormation: {
      type: 'AWS::AppStream::ImageBuilder',
      properties: whenSet([
        ...common(builder, cloudFormationNames),
        ['DisableIMDSV1', builder.withoutImdsV1 ? true : undefined],
        [
          'RootVolumeConfig',
          rootVolume === undefined ? undefined : structureOf([['VolumeSizeInGb', rootVolume]]),
        ],
        ['SoftwaresToInstall', software.length === 0 ? undefined : software],
        [
          'Tags',
          tags.length === 0
            ? undefined
            : tags.map(({ key, value }) => ({
                kind: 'structure',
                members: [
                  ['Key', key],
                  ['Value', value],
                ],
              })),
        ],
      ]),
      missing: [],
    },
    terraform: {
      type: 'aws_appstream_image_builder',
      properties: whenSet([
        ...common(builder, terraformNames),
        ['tags', tags.length === 0 ? undefined : mapOf(tags)],
      ]),
      // Source: the provider's documentation of the resource.
      missing: [
        ...(builder.withoutImdsV1 ? ['The provider has no argument that turns IMDSv1 off.'] : []),
        ...(rootVolume === undefined
          ? []
          : [`The provider has no argument for a root volume of ${rootVolume} GiB.`]),
        ...(software.length === 0
          ? []
          : ['The provider has no argument for license-included software.']),
      ],
    },
  };
}

/** The properties of both languages, by what each calls them. */
type Names = Readonly<
  Record<
    | 'name'
    | 'imageName'
    | 'imageArn'
    | 'instanceType'
    | 'displayName'
    | 'description'
    | 'agentVersion'
    | 'role'
    | 'internetAccess'
    | 'vpc'
    | 'subnets'
    | 'securityGroups'
    | 'domain'
    | 'directory'
    | 'unit',
    string
  >
>;

const cloudFormationNames: Names = {
  name: 'Name',
  imageName: 'ImageName',
  imageArn: 'ImageArn',
  instanceType: 'InstanceType',
  displayName: 'DisplayName',
  description: 'Description',
  agentVersion: 'AppstreamAgentVersion',
  role: 'IamRoleArn',
  internetAccess: 'EnableDefaultInternetAccess',
  vpc: 'VpcConfig',
  subnets: 'SubnetIds',
  securityGroups: 'SecurityGroupIds',
  domain: 'DomainJoinInfo',
  directory: 'DirectoryName',
  unit: 'OrganizationalUnitDistinguishedName',
};

const terraformNames: Names = {
  name: 'name',
  imageName: 'image_name',
  imageArn: 'image_arn',
  instanceType: 'instance_type',
  displayName: 'display_name',
  description: 'description',
  agentVersion: 'appstream_agent_version',
  role: 'iam_role_arn',
  internetAccess: 'enable_default_internet_access',
  vpc: 'vpc_config',
  subnets: 'subnet_ids',
  securityGroups: 'security_group_ids',
  domain: 'domain_join_info',
  directory: 'directory_name',
  unit: 'organizational_unit_distinguished_name',
};

function common(builder: BuilderOrder, names: Names): readonly Property[] {
  const { image, subnets, securityGroups, domain } = builder;
  return whenSet([
    [names.name, builder.name],
    image.arn === undefined ? [names.imageName, image.name] : [names.imageArn, image.arn],
    [names.instanceType, builder.instanceType],
    [names.displayName, builder.displayName],
    [names.description, builder.description],
    [names.agentVersion, builder.agentVersion],
    [names.role, builder.role],
    [names.internetAccess, builder.internetAccess],
    [
      names.vpc,
      subnets.length + securityGroups.length === 0
        ? undefined
        : structureOf([
            [names.subnets, subnets.length === 0 ? undefined : subnets],
            [names.securityGroups, securityGroups.length === 0 ? undefined : securityGroups],
          ]),
    ],
    [
      names.domain,
      domain &&
        structureOf([
          [names.directory, domain.directory],
          [names.unit, domain.unit],
        ]),
    ],
  ]);
}
