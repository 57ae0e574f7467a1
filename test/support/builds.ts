import { addBuild } from '../aws/image-builder/build';
import { addShare } from '../aws/image-builder/policy';
import type { BuildRecord } from '../aws/image-builder/records';
import {
  addContainerRecipe,
  addDistribution,
  addImageRecipe,
  addInfrastructure,
  addManagedImage,
  addPipeline,
} from '../aws/image-builder/resources';
import type { Region, World } from '../aws/world';
import { regionOf } from '../aws/world';
import { customerAccount, ownerAccount } from './accounts';
import { addComponents } from './components';
import { addOfficeGolden } from './office-golden';
import { findingsOf, packagesOf } from './scan-findings';

const day = 86_400_000;

/** Images that AWS publishes in every Region of the believable world. */
export const managedImages = {
  windows: 'windows-server-2022-english-full-base-x86',
  linux: 'amazon-linux-2023-x86',
} as const;

/**
 * Adds to us-east-1 what Image Builder made for the owner: a pipeline of which everything is set, one
 * of which hardly anything is, and one of containers; a deprecated image, distributions that did not
 * arrive everywhere, an image that the customer shares, and images of AWS.
 */
export function addBuilds(world: World): void {
  const region = regionOf(world, 'us-east-1');
  const ago: DaysAgo = (days) => world.now() - days * day;
  addManaged(region, ago);
  addComponents(region);
  const base = addBase(world, region, ago);
  addOfficeGolden(world, region, base.arn);
  addWebBase(world, region, ago);
  addTools(world, region, ago);
  addLegacy(world, region, ago);
  addSupportDesk(world, region, ago);
  addOfCustomer(world, region, ago);
}

/** Gives a time that many days ago, in epoch milliseconds. */
type DaysAgo = (days: number) => number;

function addManaged(region: Region, ago: DaysAgo): void {
  for (const [version, days] of [
    ['2026.5.13', 80],
    ['2026.6.10', 52],
  ] as const) {
    addManagedImage(region, managedImages.windows, version, {
      platform: 'Windows',
      osVersion: 'Microsoft Windows Server 2022',
      dateCreated: isoOf(ago(days)),
    });
  }
  addManagedImage(region, managedImages.linux, '2026.6.24', {
    platform: 'Linux',
    osVersion: 'Amazon Linux 2023',
    dateCreated: isoOf(ago(38)),
  });
}

function managedArn(name: string): string {
  return `arn:aws:imagebuilder:us-east-1:aws:image/${name}/x.x.x`;
}

/** What the office image is made of: an image of the owner, made of one of AWS. */
function addBase(world: World, region: Region, ago: DaysAgo): BuildRecord {
  const recipe = addImageRecipe(region, ownerAccount, 'office-base', '1.0.0', {
    platform: 'Windows',
    parentImage: managedArn(managedImages.windows),
    components: [
      {
        componentArn:
          'arn:aws:imagebuilder:us-east-1:aws:component/stig-build-windows-high/2026.2.0/1',
      },
    ],
    dateCreated: isoOf(ago(140)),
  });
  const pipeline = addPipeline(region, ownerAccount, 'office-base', {
    platform: 'Windows',
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, ownerAccount, 'office-base', {
      instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    }).arn,
    dateCreated: isoOf(ago(140)),
  });
  return addBuild(world, region, pipeline, {
    at: ago(135),
    osVersion: 'Microsoft Windows Server 2022',
    packages: packagesOf('Windows'),
  });
}

/** As little as can be set, and never scanned. */
function addWebBase(world: World, region: Region, ago: DaysAgo): void {
  const recipe = addImageRecipe(region, ownerAccount, 'web-base', '1.4.0', {
    platform: 'Linux',
    parentImage: 'ami-0c101f26f147fa7fd',
    components: [
      { componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.2/1' },
    ],
  });
  const infrastructure = addInfrastructure(region, ownerAccount, 'web-base');
  const pipeline = addPipeline(region, ownerAccount, 'web-base', {
    platform: 'Linux',
    enhancedImageMetadataEnabled: false,
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: infrastructure.arn,
  });
  for (const days of [31, 3]) addBuild(world, region, pipeline, { at: ago(days) });
}

function addTools(world: World, region: Region, ago: DaysAgo): void {
  const repository = { service: 'ECR' as const, repositoryName: 'tools' };
  const recipe = addContainerRecipe(region, ownerAccount, 'tools-container', '0.9.1', {
    description: 'Command line tools',
    platform: 'Linux',
    parentImage: 'amazonlinux:2023',
    components: [
      {
        componentArn: `arn:aws:imagebuilder:us-east-1:${ownerAccount}:component/install-tools/0.9.0/1`,
      },
    ],
    instanceConfiguration: {
      image: 'ami-0c101f26f147fa7fd',
      blockDeviceMappings: [
        { deviceName: '/dev/xvda', ebs: { volumeSize: 30, volumeType: 'gp3' } },
      ],
    },
    dockerfileTemplateData:
      'FROM {{{ imagebuilder:parentImage }}}\n{{{ imagebuilder:environments }}}\n{{{ imagebuilder:components }}}\n',
    encrypted: true,
    kmsKeyId: `arn:aws:kms:us-east-1:${ownerAccount}:key/2b1f5c1a-93d6-4d4e-8a6e-1c7c5b0f9e33`,
    workingDirectory: '/tmp',
    targetRepository: repository,
    dateCreated: isoOf(ago(40)),
    tags: { Team: 'Platform' },
  });
  const distribution = addDistribution(region, ownerAccount, 'tools-registries', {
    dateCreated: isoOf(ago(40)),
    distributions: [
      {
        region: 'us-east-1',
        containerDistributionConfiguration: {
          description: 'The registry at home',
          containerTags: ['latest', 'stable'],
          targetRepository: repository,
        },
      },
      {
        region: 'eu-west-1',
        containerDistributionConfiguration: { targetRepository: repository },
      },
    ],
  });
  const pipeline = addPipeline(region, ownerAccount, 'tools-container', {
    platform: 'Linux',
    enhancedImageMetadataEnabled: true,
    containerRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, ownerAccount, 'tools-hosts', {
      instanceTypes: ['c6i.large'],
      instanceProfileName: 'EC2InstanceProfileForImageBuilderECRContainerBuilds',
    }).arn,
    distributionConfigurationArn: distribution.arn,
    imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 60 },
    imageScanningConfiguration: {
      imageScanningEnabled: true,
      ecrConfiguration: { repositoryName: 'tools-scans', containerTags: ['scan'] },
    },
    dateCreated: isoOf(ago(40)),
    tags: { Team: 'Platform' },
    imageTags: { Team: 'Platform' },
  });
  for (const days of [30, 1]) {
    addBuild(world, region, pipeline, {
      at: ago(days),
      osVersion: 'Amazon Linux 2023',
      packages: packagesOf('Linux'),
      findings: findingsOf('Linux', ago(days), { HIGH: days === 1 ? 1 : 3, MEDIUM: 4, LOW: 2 }),
    });
  }
}

/** An image that was deprecated ten days ago, of a pipeline that is disabled. */
function addLegacy(world: World, region: Region, ago: DaysAgo): void {
  const recipe = addImageRecipe(region, ownerAccount, 'office-legacy', '0.3.0', {
    platform: 'Windows',
    parentImage: managedArn(managedImages.windows),
    components: [
      { componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-windows/1.0.0/1' },
    ],
  });
  const pipeline = addPipeline(region, ownerAccount, 'office-legacy', {
    platform: 'Windows',
    status: 'DISABLED',
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, ownerAccount, 'office-legacy').arn,
  });
  const build = addBuild(world, region, pipeline, { at: ago(400) });
  build.deprecationTime = new Date(ago(10));
  build.state = { status: 'DEPRECATED' };
}

/** Its first build could not be copied to Ireland; its second never arrived there, without a word. */
function addSupportDesk(world: World, region: Region, ago: DaysAgo): void {
  const recipe = addImageRecipe(region, ownerAccount, 'support-desk', '1.0.0', {
    platform: 'Linux',
    parentImage: managedArn(managedImages.linux),
    components: [
      { componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.2/1' },
    ],
  });
  const distribution = addDistribution(region, ownerAccount, 'support-desks', {
    distributions: ['us-east-1', 'eu-west-1'].map((name) => ({
      region: name,
      amiDistributionConfiguration: { name: 'support-desk-{{ imagebuilder:buildDate }}' },
    })),
  });
  const pipeline = addPipeline(region, ownerAccount, 'support-desk', {
    platform: 'Linux',
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, ownerAccount, 'support-desk').arn,
    distributionConfigurationArn: distribution.arn,
  });
  addBuild(world, region, pipeline, { at: ago(9), fails: 'distribution' });
  addBuild(world, region, pipeline, { at: ago(8), missing: ['eu-west-1'] });
}

/** An image of the customer, shared with the owner by a resource share. */
function addOfCustomer(world: World, region: Region, ago: DaysAgo): void {
  const recipe = addImageRecipe(region, customerAccount, 'erp-client', '3.2.1', {
    platform: 'Windows',
    parentImage: managedArn(managedImages.windows),
    components: [
      { componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-windows/1.0.0/1' },
    ],
  });
  const pipeline = addPipeline(region, customerAccount, 'erp-client', {
    platform: 'Windows',
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addInfrastructure(region, customerAccount, 'erp-client').arn,
  });
  const shared = addBuild(world, region, pipeline, { at: ago(25) });
  addBuild(world, region, pipeline, { at: ago(5) });
  const arn = `arn:aws:ram:us-east-1:${customerAccount}:resource-share/0f4c1c4e-6f0a-4c7e-9d55-3a1b2c3d4e5f`;
  addShare(region, {
    resourceShareArn: arn,
    name: 'erp-client-images',
    owner: customerAccount,
    owningAccountId: customerAccount,
    allowExternalPrincipals: true,
    status: 'ACTIVE',
    featureSet: 'STANDARD',
    creationTime: new Date(ago(24)),
    lastUpdatedTime: new Date(ago(24)),
    resourceArns: new Set([shared.arn]),
    principals: new Set([ownerAccount]),
  });
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
