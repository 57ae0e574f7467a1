import type {
  Distribution,
  FastLaunch,
  Infrastructure,
  LaunchTemplate,
  RegionDistribution,
} from '../builds/build';
import { present } from '../present';
import { flagIn, listIn, memberIn, numberIn, textIn, textsIn } from './members';
import { tagsIn } from './tags';

/** The infrastructure configuration of a build; nothing when AWS tells none. */
export function toInfrastructure(wire: unknown): Infrastructure | undefined {
  if (wire === undefined) return undefined;
  const logs = memberIn(memberIn(wire, 'logging'), 's3Logs');
  const metadata = memberIn(wire, 'instanceMetadataOptions');
  const placement = memberIn(wire, 'placement');
  return {
    instanceTypes: textsIn(wire, 'instanceTypes'),
    securityGroups: textsIn(wire, 'securityGroupIds'),
    resourceTags: tagsIn(wire, 'resourceTags'),
    tags: tagsIn(wire, 'tags'),
    ...present({
      name: textIn(wire, 'name'),
      arn: textIn(wire, 'arn'),
      description: textIn(wire, 'description'),
      instanceProfile: textIn(wire, 'instanceProfileName'),
      subnet: textIn(wire, 'subnetId'),
      logBucket: textIn(logs, 's3BucketName'),
      logPrefix: textIn(logs, 's3KeyPrefix'),
      keyPair: textIn(wire, 'keyPair'),
      snsTopic: textIn(wire, 'snsTopicArn'),
      metadataTokens: textIn(metadata, 'httpTokens'),
      metadataHopLimit: numberIn(metadata, 'httpPutResponseHopLimit'),
      terminateOnFailure: flagIn(wire, 'terminateInstanceOnFailure'),
      tenancy: textIn(placement, 'tenancy'),
      availabilityZone: textIn(placement, 'availabilityZone'),
      host: textIn(placement, 'hostId') ?? textIn(placement, 'hostResourceGroupArn'),
    }),
  };
}

/** Distribution settings, those of a build or of a list; nothing when AWS tells none. */
export function toDistribution(wire: unknown): Distribution | undefined {
  if (wire === undefined) return undefined;
  return {
    regions: listIn(wire, 'distributions').map(toRegion),
    ...present({
      name: textIn(wire, 'name'),
      arn: textIn(wire, 'arn'),
      description: textIn(wire, 'description'),
    }),
  };
}

function toRegion(wire: unknown): RegionDistribution {
  const ami = memberIn(wire, 'amiDistributionConfiguration');
  const launch = memberIn(ami, 'launchPermission');
  const container = memberIn(wire, 'containerDistributionConfiguration');
  return {
    region: textIn(wire, 'region') ?? '',
    targetAccounts: textsIn(ami, 'targetAccountIds'),
    principals: ['userIds', 'userGroups', 'organizationArns', 'organizationalUnitArns'].flatMap(
      (name) => textsIn(launch, name),
    ),
    fastLaunch: listIn(wire, 'fastLaunchConfigurations').map(toFastLaunch),
    licenses: textsIn(wire, 'licenseConfigurationArns'),
    launchTemplates: listIn(wire, 'launchTemplateConfigurations').map(toLaunchTemplate),
    amiTags: tagsIn(ami, 'amiTags'),
    ...present({
      amiName: textIn(ami, 'name'),
      description: textIn(ami, 'description'),
      kmsKey: textIn(ami, 'kmsKeyId'),
      container:
        container === undefined
          ? undefined
          : {
              tags: textsIn(container, 'containerTags'),
              ...present({
                repository: textIn(memberIn(container, 'targetRepository'), 'repositoryName'),
                description: textIn(container, 'description'),
              }),
            },
    }),
  };
}

function toFastLaunch(wire: unknown): FastLaunch {
  const template = memberIn(wire, 'launchTemplate');
  return {
    enabled: flagIn(wire, 'enabled') ?? false,
    ...present({
      account: textIn(wire, 'accountId'),
      launchTemplate:
        textIn(template, 'launchTemplateId') ?? textIn(template, 'launchTemplateName'),
      maxParallelLaunches: numberIn(wire, 'maxParallelLaunches'),
      targetSnapshots: numberIn(memberIn(wire, 'snapshotConfiguration'), 'targetResourceCount'),
    }),
  };
}

function toLaunchTemplate(wire: unknown): LaunchTemplate {
  return {
    id: textIn(wire, 'launchTemplateId') ?? '',
    setsDefault: flagIn(wire, 'setDefaultVersion') ?? false,
    ...present({ account: textIn(wire, 'accountId') }),
  };
}
