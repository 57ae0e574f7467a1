import type { Distribution } from '@aws-sdk/client-imagebuilder';
import { addBuild } from '../aws/image-builder/build';
import { applyPolicy } from '../aws/image-builder/policy';
import type { ImageRecipeRecord, PipelineRecord } from '../aws/image-builder/records';
import {
  addDistribution,
  addImageRecipe,
  addInfrastructure,
  addPipeline,
} from '../aws/image-builder/resources';
import type { Region, World } from '../aws/world';
import { auditAccount, customerAccount, ownerAccount } from './accounts';
import { findingsOf, packagesOf } from './scan-findings';

const day = 86_400_000;

/** The pipeline of which everything is set that can be set. */
export const officeGolden = 'office-golden';

/** Gives the ARN of one of its builds, such as `2.0.0/4`. */
export function officeGoldenBuild(versionAndBuild: string): string {
  return `arn:aws:imagebuilder:us-east-1:${ownerAccount}:image/${officeGolden}/${versionAndBuild}`;
}

/** The KMS key that encrypts it in us-east-1; in eu-west-1 it is not encrypted, and public. */
export const officeKey = `arn:aws:kms:us-east-1:${ownerAccount}:key/1f0c6b7e-6a0d-4a7b-9c55-0d5b8f3a2e11`;

/** What the newest build's policy says: the first statement is not the product's. */
export const officePolicy = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SecurityAudit',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${auditAccount}:root` },
        Action: ['imagebuilder:GetImage', 'imagebuilder:ListImagePackages'],
        Resource: officeGoldenBuild('2.0.0/4'),
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
      {
        Sid: 'Customers',
        Effect: 'Allow',
        Principal: { AWS: [customerAccount] },
        Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
        Resource: officeGoldenBuild('2.0.0/4'),
      },
    ],
  },
  undefined,
  2,
);

/**
 * Adds the pipeline and its six builds: two of older versions, one that failed in its test, one that
 * was cancelled, and two of which the newer is the newest. `parent` is the image that they are made of.
 */
export function addOfficeGolden(world: World, region: Region, parent: string): PipelineRecord {
  const at = (days: number) => world.now() - days * day;
  const [first, second, current] = (['1.0.0', '1.1.0', '2.0.0'] as const).map((version, index) =>
    addRecipe(region, version, at(130 - index * 40), parent),
  ) as [ImageRecipeRecord, ImageRecipeRecord, ImageRecipeRecord];
  const pipeline = addPipelineOf(region, current, at);
  const scanned = { osVersion: 'Microsoft Windows Server 2022', packages: packagesOf('Windows') };
  // Of the later build's, and as many again that it has no more.
  const few = {
    CRITICAL: 1,
    HIGH: { count: 4, after: 7 },
    MEDIUM: { count: 6, after: 8 },
    LOW: 2,
  };
  const before = { ...scanned, packages: packagesOf('Windows', 'earlier') };
  const many = { CRITICAL: 3, HIGH: 8, MEDIUM: 12, LOW: 6, INFORMATIONAL: 2, UNTRIAGED: 1 };
  const of = (recipe: ImageRecipeRecord) => ({ ...pipeline, imageRecipeArn: recipe.arn });
  addBuild(world, region, of(first), { ...scanned, at: at(120), buildType: 'SCHEDULED' });
  addBuild(world, region, of(second), { ...scanned, at: at(60), buildType: 'SCHEDULED' });
  addBuild(world, region, pipeline, {
    ...scanned,
    at: at(20),
    fails: 'test',
    failure: 'The component verify-office failed in its phase test: Excel did not start.',
  });
  addBuild(world, region, pipeline, {
    ...before,
    at: at(14),
    findings: findingsOf('Windows', at(14), few, 'earlier'),
  });
  addBuild(world, region, pipeline, {
    ...scanned,
    at: at(7),
    cancelledAt: at(7) + 12 * 60_000,
  });
  const newest = addBuild(world, region, pipeline, {
    ...scanned,
    at: at(2),
    tags: { Release: '2026-07' },
    findings: findingsOf('Windows', at(2), many),
  });
  applyPolicy(world, region, newest, officePolicy);
  return pipeline;
}

function addPipelineOf(
  region: Region,
  recipe: ImageRecipeRecord,
  at: (days: number) => number,
): PipelineRecord {
  const dates = { dateCreated: isoOf(at(131)), dateUpdated: isoOf(at(50)) };
  return addPipeline(region, ownerAccount, officeGolden, {
    ...dates,
    description: 'Windows for every office desktop',
    platform: 'Windows',
    enhancedImageMetadataEnabled: true,
    imageRecipeArn: recipe.arn,
    infrastructureConfigurationArn: addOfficeInfrastructure(region, dates).arn,
    distributionConfigurationArn: addOfficeDistribution(region, dates).arn,
    imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 120 },
    schedule: {
      scheduleExpression: 'cron(0 4 ? * mon *)',
      timezone: 'Europe/Vienna',
      pipelineExecutionStartCondition: 'EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE',
      autoDisablePolicy: { failureCount: 3 },
    },
    dateNextRun: isoOf(at(-5)),
    tags: { Team: 'Workplace', CostCenter: '4711' },
    imageTags: { Team: 'Workplace', Stage: 'production' },
    imageScanningConfiguration: { imageScanningEnabled: true },
    executionRole: `arn:aws:iam::${ownerAccount}:role/ImageBuilderWorkflows`,
    workflows: [
      { workflowArn: 'arn:aws:imagebuilder:us-east-1:aws:workflow/build/build-image/x.x.x' },
      {
        workflowArn: 'arn:aws:imagebuilder:us-east-1:aws:workflow/test/test-image/x.x.x',
        parallelGroup: 'office',
        onFailure: 'ABORT',
      },
    ],
    loggingConfiguration: {
      imageLogGroupName: `/aws/imagebuilder/${officeGolden}`,
      pipelineLogGroupName: `/aws/imagebuilder/pipeline/${officeGolden}`,
    },
  });
}

function addRecipe(
  region: Region,
  version: string,
  at: number,
  parentImage: string,
): ImageRecipeRecord {
  const own = `arn:aws:imagebuilder:us-east-1:${ownerAccount}:component`;
  return addImageRecipe(region, ownerAccount, officeGolden, version, {
    description: 'Office, a browser and the document viewer',
    platform: 'Windows',
    parentImage,
    dateCreated: isoOf(at),
    components: [
      {
        componentArn: 'arn:aws:imagebuilder:us-east-1:aws:component/update-windows/1.0.0/1',
        parameters: [{ name: 'exclude', value: ['KB4481252', 'KB5034439'] }],
      },
      {
        componentArn: `${own}/install-office/3.2.0/1`,
        parameters: [
          { name: 'channel', value: ['MonthlyEnterprise'] },
          { name: 'languages', value: ['en-us', 'de-de'] },
        ],
      },
      { componentArn: `${own}/verify-office/1.0.1/2` },
    ],
    blockDeviceMappings: [
      {
        deviceName: '/dev/sda1',
        ebs: {
          encrypted: true,
          deleteOnTermination: true,
          iops: 3000,
          kmsKeyId: officeKey,
          volumeSize: 60,
          volumeType: 'gp3',
          throughput: 125,
        },
      },
      {
        deviceName: 'xvdf',
        ebs: {
          encrypted: false,
          deleteOnTermination: false,
          snapshotId: 'snap-0d1e2f3a4b5c6d7e8',
          volumeSize: 100,
          volumeType: 'gp2',
        },
      },
      { deviceName: 'xvdca', virtualName: 'ephemeral0' },
    ],
    tags: { Team: 'Workplace' },
    workingDirectory: 'C:/',
    additionalInstanceConfiguration: {
      systemsManagerAgent: { uninstallAfterBuild: true },
      userDataOverride: Buffer.from(
        '<powershell>\nSet-TimeZone -Id "W. Europe Standard Time"\n</powershell>\n',
      ).toString('base64'),
    },
    amiTags: { Team: 'Workplace' },
  });
}

interface Dates {
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

function addOfficeInfrastructure(region: Region, dates: Dates) {
  return addInfrastructure(region, ownerAccount, 'office-build-hosts', {
    ...dates,
    description: 'Hosts in the build network',
    instanceTypes: ['m6i.xlarge', 'm5.xlarge'],
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    securityGroupIds: ['sg-0a1b2c3d4e5f60718', 'sg-0b1c2d3e4f5061728'],
    subnetId: 'subnet-0123456789abcdef0',
    logging: { s3Logs: { s3BucketName: 'office-image-logs', s3KeyPrefix: 'builds/windows' } },
    keyPair: 'image-troubleshooting',
    terminateInstanceOnFailure: false,
    snsTopicArn: `arn:aws:sns:us-east-1:${ownerAccount}:image-builds`,
    resourceTags: { CostCenter: '4711' },
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    tags: { Team: 'Workplace' },
    placement: {
      availabilityZone: 'us-east-1b',
      tenancy: 'host',
      hostId: 'h-0e1f2a3b4c5d6e7f8',
      hostResourceGroupArn: `arn:aws:resource-groups:us-east-1:${ownerAccount}:group/build-hosts`,
    },
  });
}

function addOfficeDistribution(region: Region, dates: Dates) {
  return addDistribution(region, ownerAccount, 'office-worldwide', {
    ...dates,
    description: 'Where offices are',
    timeoutMinutes: 240,
    tags: { Team: 'Workplace' },
    distributions: [home, europe],
  });
}

const organization = `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`;
const unit = `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/ou-a1b2-customers`;
const license = `arn:aws:license-manager:us-east-1:${ownerAccount}:license-configuration`;

const home: Distribution = {
  region: 'us-east-1',
  amiDistributionConfiguration: {
    name: 'office-golden-{{ imagebuilder:buildDate }}',
    description: 'Office desktop',
    amiTags: { Team: 'Workplace', Stage: 'production' },
    kmsKeyId: officeKey,
    launchPermission: {
      userIds: [customerAccount, '222233334444'],
      organizationArns: [organization],
      organizationalUnitArns: [unit],
    },
  },
  licenseConfigurationArns: [`${license}:lic-0123456789abcdef0123456789abcdef`],
  launchTemplateConfigurations: [
    { launchTemplateId: 'lt-0a1b2c3d4e5f60718', accountId: ownerAccount, setDefaultVersion: true },
    { launchTemplateId: 'lt-0f1e2d3c4b5a69788', setDefaultVersion: false },
  ],
  s3ExportConfiguration: {
    roleName: 'vmimport',
    diskImageFormat: 'VMDK',
    s3Bucket: 'office-image-exports',
    s3Prefix: 'golden/',
  },
  fastLaunchConfigurations: [
    {
      enabled: true,
      snapshotConfiguration: { targetResourceCount: 10 },
      maxParallelLaunches: 6,
      launchTemplate: { launchTemplateId: 'lt-0a1b2c3d4e5f60718', launchTemplateVersion: '3' },
      accountId: customerAccount,
    },
    { enabled: false, accountId: ownerAccount },
  ],
  ssmParameterConfigurations: [
    {
      amiAccountId: ownerAccount,
      parameterName: '/images/office-golden/latest',
      dataType: 'aws:ec2:image',
    },
  ],
};

const europe: Distribution = {
  region: 'eu-west-1',
  amiDistributionConfiguration: {
    name: 'office-golden-eu-{{ imagebuilder:buildDate }}',
    targetAccountIds: [customerAccount],
    launchPermission: { userIds: ['222233334444'], userGroups: ['all'] },
  },
};

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
