import type {
  AmiDistributionConfiguration,
  Container,
  Distribution,
  Ami as OutputAmi,
} from '@aws-sdk/client-imagebuilder';
import type { Region, World } from '../world';
import { ec2IdOf, imageNameOf } from './names';
import type { AmiRecord, BuildRecord, LaunchPermissions } from './records';

/** Where a build's distribution goes wrong. */
export interface DistributionTrouble {
  /** Regions that are in the settings, and where nothing arrives, without a word. */
  readonly missing?: readonly string[] | undefined;
  /** Regions whose distribution fails, which is told. */
  readonly failing?: readonly string[] | undefined;
}

/**
 * Gives a build its output resources, and its AMIs to EC2 in each Region that the world has: one for
 * the owner in each Region of the distribution settings, and one for each target account there.
 * Without settings it is one AMI in the Region of the build.
 */
export function distribute(
  world: World,
  region: Region,
  build: BuildRecord,
  at: number,
  trouble: DistributionTrouble,
): void {
  const all = build.distributionConfiguration?.distributions ?? [{ region: region.name }];
  const arriving = all.filter((each) => !(trouble.missing ?? []).includes(each.region ?? ''));
  if (build.type === 'DOCKER') {
    build.outputResources = { containers: arriving.map((each) => containerIn(build, each)) };
    return;
  }
  const outputs = arriving.flatMap((each) =>
    accountsOf(build, each).map((accountId) => {
      const failed = (trouble.failing ?? []).includes(each.region ?? '');
      const output = outputIn(build, each, accountId, at, failed);
      const where = world.regions.get(each.region ?? '');
      if (where && !failed) addAmi(where, amiOf(build, each, output, at));
      return output;
    }),
  );
  build.outputResources = { amis: outputs };
}

/** Adds an AMI to a Region, where the operations of EC2 find it. */
export function addAmi(region: Region, ami: AmiRecord): void {
  region.amis.set(ami.ImageId, ami);
}

/** Gives launch permissions that let nobody launch an AMI but its owner, unless told otherwise. */
export function launchPermissionsOf(
  given: Readonly<Partial<Record<keyof LaunchPermissions, readonly string[] | undefined>>> = {},
): LaunchPermissions {
  return {
    userIds: new Set(given.userIds),
    groups: new Set(given.groups),
    organizationArns: new Set(given.organizationArns),
    organizationalUnitArns: new Set(given.organizationalUnitArns),
  };
}

function accountsOf(build: BuildRecord, { amiDistributionConfiguration }: Distribution) {
  return [build.owner, ...(amiDistributionConfiguration?.targetAccountIds ?? [])];
}

function outputIn(
  build: BuildRecord,
  { region, amiDistributionConfiguration: settings }: Distribution,
  accountId: string,
  at: number,
  failed: boolean,
): OutputAmi {
  const description = settings?.description ?? build.imageRecipe?.description;
  return {
    region,
    image: ec2IdOf('ami', build.arn, region ?? '', accountId),
    name: nameOf(build, settings, at),
    ...(description !== undefined && { description }),
    state: failed
      ? { status: 'FAILED', reason: `The AMI could not be copied to ${region ?? ''}.` }
      : { status: 'AVAILABLE' },
    accountId,
  };
}

/** Source: the User Guide: the build date in a name is replaced; a name that is not given has it. */
function nameOf(
  build: BuildRecord,
  settings: AmiDistributionConfiguration | undefined,
  at: number,
): string {
  const date = new Date(at).toISOString().replaceAll(':', '-');
  const pattern = settings?.name ?? `${build.name ?? ''} {{ imagebuilder:buildDate }}`;
  return pattern
    .replaceAll(/\{\{\s*imagebuilder:buildDate\s*\}\}/gu, date)
    .replaceAll(/\{\{\s*imagebuilder:buildVersion\s*\}\}/gu, String(imageNameOf(build.arn).build));
}

function amiOf(
  build: BuildRecord,
  { amiDistributionConfiguration: settings }: Distribution,
  output: OutputAmi,
  at: number,
): AmiRecord {
  const { image = '', name = '', description, accountId = '' } = output;
  const own = accountId === build.owner;
  const permission = own ? settings?.launchPermission : undefined;
  const windows = build.platform === 'Windows';
  const tags = {
    CreatedBy: 'EC2 Image Builder',
    Ec2ImageBuilderArn: build.arn,
    ...settings?.amiTags,
  };
  return {
    ImageId: image,
    OwnerId: accountId,
    Name: name,
    ...(description !== undefined && { Description: description }),
    ImageLocation: `${accountId}/${name}`,
    State: 'available',
    CreationDate: new Date(at).toISOString(),
    Architecture: 'x86_64',
    ...(windows && { Platform: 'Windows' as const }),
    PlatformDetails: windows ? 'Windows' : 'Linux/UNIX',
    ImageType: 'machine',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    RootDeviceType: 'ebs',
    RootDeviceName: windows ? '/dev/sda1' : '/dev/xvda',
    Public: (permission?.userGroups ?? []).includes('all'),
    BlockDeviceMappings: [
      {
        DeviceName: windows ? '/dev/sda1' : '/dev/xvda',
        Ebs: {
          SnapshotId: ec2IdOf('snap', image),
          VolumeSize: windows ? 60 : 8,
          VolumeType: 'gp3',
          DeleteOnTermination: true,
          Encrypted: settings?.kmsKeyId !== undefined,
          ...(settings?.kmsKeyId !== undefined && { KmsKeyId: settings.kmsKeyId }),
        },
      },
    ],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    launchPermissions: launchPermissionsOf({
      userIds: permission?.userIds,
      groups: permission?.userGroups,
      organizationArns: permission?.organizationArns,
      organizationalUnitArns: permission?.organizationalUnitArns,
    }),
  };
}

/** Source: the User Guide: beside the tags of the settings there is one of version and build. */
function containerIn(
  build: BuildRecord,
  { region, containerDistributionConfiguration: settings }: Distribution,
): Container {
  const repository =
    settings?.targetRepository?.repositoryName ??
    build.containerRecipe?.targetRepository?.repositoryName ??
    '';
  const { version, build: number = 1 } = imageNameOf(build.arn);
  const registry = `${build.owner}.dkr.ecr.${region ?? ''}.amazonaws.com/${repository}`;
  const tags = [...(settings?.containerTags ?? []), `${version}-${number}`];
  return { region, imageUris: tags.map((tag) => `${registry}:${tag}`) };
}
