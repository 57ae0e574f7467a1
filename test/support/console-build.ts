import type { Distribution } from '@aws-sdk/client-imagebuilder';
import type {
  FixtureAmiDistribution,
  FixtureBuild,
  FixtureContainer,
  FixtureDistribution,
  FixtureSetting,
  FixtureWorkflow,
} from '../console/image-builder';
import type { BuildRecord, WorkflowRecord } from '../aws/image-builder/records';
import type { World } from '../aws/world';
import { isScanned, maySee, none, partsOf, rowOf, timeOf } from './console-builds';

/** What the page of one build shows an account; nothing when there is none that it may see. */
export function buildOf(
  world: World,
  account: string,
  regionName: string,
  arn: string,
): FixtureBuild | undefined {
  const region = world.regions.get(regionName);
  const build = region?.imageBuilder.builds.get(arn);
  if (!region || !build || !maySee(region, account, build)) return undefined;
  const { name, version } = partsOf(build);
  const container = build.type === 'DOCKER';
  const recipe = build.imageRecipe ?? build.containerRecipe;
  const infrastructure = infrastructureOf(build);
  const distribution = distributionOf(build);
  return {
    ...rowOf(build),
    recipe: `${recipe?.name ?? build.name ?? name} | ${version}`,
    container,
    amis: (build.outputResources?.amis ?? []).map((ami) => ({
      region: ami.region ?? none,
      image: ami.image ?? none,
      name: ami.name ?? none,
      description: ami.description ?? none,
      account: ami.accountId ?? build.owner,
    })),
    containers: containersOf(build),
    ...(infrastructure && { infrastructure }),
    ...(distribution && { distribution }),
    workflows: build.workflowExecutions.map((workflow) => workflowOf(workflow, container)),
    ...(isScanned(build) && {
      scanned: build.findings.map((finding) => ({
        severity: finding.severity ?? none,
        id: finding.packageVulnerabilityDetails?.vulnerabilityId ?? none,
        source: finding.packageVulnerabilityDetails?.source ?? none,
        ...(finding.firstObservedAt && { age: daysSince(finding.firstObservedAt, world.now()) }),
        ...(finding.inspectorScore !== undefined && { score: finding.inspectorScore }),
      })),
    }),
    tags: build.tags ?? {},
  };
}

function containersOf({ outputResources }: BuildRecord): readonly FixtureContainer[] {
  return (outputResources?.containers ?? []).flatMap(({ region = none, imageUris = [] }) =>
    imageUris.map((uri) => ({ region, uri })),
  );
}

function infrastructureOf({
  infrastructureConfiguration: settings,
}: BuildRecord): readonly FixtureSetting[] | undefined {
  if (settings === undefined) return undefined;
  const logs = settings.logging?.s3Logs;
  const bucket = logs?.s3BucketName;
  return [
    { label: 'Configuration name', value: settings.name ?? none },
    { label: 'ARN', value: settings.arn ?? none },
    ...whenSet('Instance types', list(settings.instanceTypes)),
    ...whenSet('Instance profile', settings.instanceProfileName),
    ...whenSet('Subnet ID', settings.subnetId),
    ...whenSet('Security groups', list(settings.securityGroupIds)),
    ...whenSet(
      'S3 location',
      bucket === undefined ? undefined : `s3://${bucket}/${logs?.s3KeyPrefix ?? ''}`,
    ),
    ...whenSet('Key pair', settings.keyPair),
    ...whenSet('SNS topic', settings.snsTopicArn),
  ];
}

function whenSet(label: string, value: string | undefined): readonly FixtureSetting[] {
  return value === undefined ? [] : [{ label, value }];
}

function distributionOf(build: BuildRecord): FixtureDistribution | undefined {
  const settings = build.distributionConfiguration;
  if (settings === undefined) return undefined;
  const distributions = settings.distributions ?? [];
  return {
    name: settings.name ?? none,
    arn: settings.arn ?? none,
    amis: build.type === 'DOCKER' ? [] : distributions.map(amiDistributionOf),
    containers: build.type === 'DOCKER' ? containersOf(build) : [],
  };
}

function amiDistributionOf(distribution: Distribution): FixtureAmiDistribution {
  const { amiDistributionConfiguration: ami, launchTemplateConfigurations } = distribution;
  const allowed = ami?.launchPermission;
  return {
    region: distribution.region ?? none,
    name: ami?.name ?? none,
    kmsKey: ami?.kmsKeyId ?? none,
    targetAccounts: list(ami?.targetAccountIds) ?? none,
    principals:
      list([
        ...(allowed?.userIds ?? []),
        ...(allowed?.userGroups ?? []),
        ...(allowed?.organizationArns ?? []),
        ...(allowed?.organizationalUnitArns ?? []),
      ]) ?? none,
    fasterLaunchAccounts:
      list(distribution.fastLaunchConfigurations?.map(({ accountId }) => accountId ?? none)) ??
      none,
    licenses: list(distribution.licenseConfigurationArns) ?? none,
    launchTemplates:
      list(launchTemplateConfigurations?.map(({ launchTemplateId }) => launchTemplateId ?? none)) ??
      none,
    setsDefaultVersion:
      list(launchTemplateConfigurations?.map((each) => (each.setDefaultVersion ? 'Yes' : 'No'))) ??
      none,
  };
}

function list(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : values.join(', ');
}

const verbs: Readonly<Record<string, string>> = {
  BUILD: 'build',
  TEST: 'test',
  DISTRIBUTION: 'distribute',
};

function workflowOf(workflow: WorkflowRecord, container: boolean): FixtureWorkflow {
  return {
    id: workflow.workflowExecutionId,
    type: `${verbs[workflow.type ?? ''] ?? none}-${container ? 'container' : 'image'}`,
    status: workflow.status ?? none,
    ...spanOf(workflow),
    total: workflow.totalStepCount ?? 0,
    succeeded: workflow.totalStepsSucceeded ?? 0,
    failed: workflow.totalStepsFailed ?? 0,
    skipped: workflow.totalStepsSkipped ?? 0,
    steps: workflow.steps.map((step) => ({
      id: step.stepExecutionId,
      name: step.name ?? none,
      status: step.status ?? none,
      ...(step.rollbackStatus !== undefined && { rollback: step.rollbackStatus }),
      ...spanOf(step),
    })),
  };
}

function spanOf(ran: {
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
}) {
  const start = timeOf(ran.startTime);
  const end = timeOf(ran.endTime);
  return { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
}

function daysSince(time: Date, now: number): number {
  return Math.floor((now - time.getTime()) / 86_400_000);
}
