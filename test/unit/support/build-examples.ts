import type { BuildPlan, BuildActionTask, ActionChange } from '@/lib/builds/plan';
import type { ImageBuild } from '@/lib/builds/build';

const account = '111122223333';
export const region = 'eu-west-1';
const prefix = `arn:aws:imagebuilder:${region}:${account}`;
export const officeArn = `${prefix}:image/office/1.0.1/2`;
export const pipelineArn = `${prefix}:image-pipeline/office`;
export const settingsArn = `${prefix}:distribution-configuration/everywhere`;

/** An own build that is over and has one AMI. */
export const office: ImageBuild = {
  arn: officeArn,
  region,
  owner: account,
  name: 'office',
  version: '1.0.1',
  buildVersion: '2',
  type: 'AMI',
  status: 'AVAILABLE',
  pipeline: { name: 'office', arn: pipelineArn },
  outputs: [{ kind: 'ami', region, image: 'ami-0a1b2c3d4e5f60718', account }],
  scan: {},
  tags: [],
  enhancedMetadata: false,
};

/** A task about the office build. */
export function taskOf(change: ActionChange): BuildActionTask {
  return { kind: 'build-action', region, target: officeArn, label: 'office 1.0.1/2', ...change };
}

/** A plan of such tasks, made at 0. */
export function buildPlanOf(
  changes: readonly ActionChange[],
  more: Partial<BuildPlan> = {},
): BuildPlan {
  return {
    kind: 'builds',
    digest: 'b'.repeat(64),
    scope: { partition: 'aws', account },
    subject: { arn: officeArn, label: 'office 1.0.1/2', region },
    tasks: changes.map(taskOf),
    warnings: [],
    destroys: changes.some(({ act }) => act === 'delete'),
    madeAt: 0,
    expiresAt: 2_000_000,
    ...more,
  };
}
