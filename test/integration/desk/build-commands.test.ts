import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandsOf } from '@/lib/builds/commands';
import type { ActionChange, BuildTask, SharingChange } from '@/lib/builds/plan';
import { mutatingCalls } from '../../aws/log';
import { startServer, type FakeAws } from '../../aws/server';
import { regionOf } from '../../aws/world';
import { findAwsCli, startScriptRunner, type ScriptRunner } from '../../support/aws-cli';
import { officeGoldenBuild, officePolicy } from '../../support/office-golden';
import { believableWorld, credentialsOf, ownerAccount } from '../../support/scenarios';

const region = 'us-east-1';
const prefix = `arn:aws:imagebuilder:${region}:${ownerAccount}`;
const newest = officeGoldenBuild('2.0.0/4');
const at = { region, target: newest, label: 'office-golden 2.0.0/4' } as const;
const role = 'ImageBuilderLifecycle';

let aws: FakeAws;
let runner: ScriptRunner;

// Where the command line is missing, installing it takes its time.
beforeAll(() => {
  findAwsCli();
}, 300_000);

beforeEach(async () => {
  aws = await startServer({ world: believableWorld() });
  runner = await startScriptRunner(aws);
});

afterEach(async () => {
  runner.close();
  await aws.close();
});

const action = (change: ActionChange, target = newest): BuildTask => ({
  kind: 'build-action',
  ...at,
  target,
  ...change,
});

const sharing = (change: SharingChange): BuildTask => ({ kind: 'build-sharing', ...at, ...change });

/** Runs the commands of tasks, and gives the changes that AWS was asked for, with their inputs. */
async function run(...tasks: readonly BuildTask[]) {
  const end = await runner.run(commandsOf(tasks).bash, credentialsOf(aws.world, ownerAccount));
  expect(end).toMatchObject({ code: 0, errors: '' });
  return mutatingCalls(aws.log).map(({ operation, input, outcome }) => {
    expect(outcome).toBe('ok');
    const { clientToken: _, ...rest } = { ...input };
    return [operation, rest] as const;
  });
}

describe('the commands of a plan, run by the AWS CLI', () => {
  it('change the state, and delete with all that was put out', async () => {
    const deprecated = await run(
      action({ act: 'state', before: 'AVAILABLE', after: 'DEPRECATED', amis: true, role }),
    );
    expect(deprecated).toEqual([
      [
        'StartResourceStateUpdate',
        {
          resourceArn: newest,
          state: { status: 'DEPRECATED' },
          executionRole: role,
          includeResources: { amis: true },
        },
      ],
    ]);
    aws.log.length = 0;
    const older = officeGoldenBuild('2.0.0/2');
    const none = { amis: [], snapshots: [], containers: [] };
    expect(
      await run(
        action({ act: 'delete', before: 'AVAILABLE', resources: { role, ...none } }, older),
      ),
    ).toEqual([
      [
        'StartResourceStateUpdate',
        {
          resourceArn: older,
          state: { status: 'DELETED' },
          executionRole: role,
          includeResources: { amis: true, snapshots: true, containers: true },
        },
      ],
    ]);
  }, 60_000);

  it('run a pipeline, cancel what it began, and delete what was cancelled', async () => {
    const pipeline = `${prefix}:image-pipeline/office-golden`;
    const begun = officeGoldenBuild('2.0.0/5');
    const calls = await run(
      action({ act: 'run' }, pipeline),
      action({ act: 'cancel', before: 'PENDING' }, begun),
      action({ act: 'delete', before: 'CANCELLED' }, begun),
    );
    expect(calls.map(([operation]) => operation)).toEqual([
      'StartImagePipelineExecution',
      'CancelImageCreation',
      'DeleteImage',
    ]);
  }, 60_000);

  it('retry what could not be distributed, and distribute by other settings', async () => {
    const settings = `${prefix}:distribution-configuration/support-desks`;
    const calls = await run(
      action({ act: 'retry', before: 'FAILED' }, `${prefix}:image/support-desk/1.0.0/1`),
      action({ act: 'distribute', settings, settingsName: 'support-desks', regions: [], role }),
    );
    expect(calls.map(([operation]) => operation)).toEqual(['RetryImage', 'DistributeImage']);
  }, 60_000);

  it('share by policy, by resource share and by launch permission', async () => {
    const [ami] = regionOf(aws.world, region).imageBuilder.builds.get(newest)?.outputResources
      ?.amis ?? [{}];
    const principal = '777788889999';
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [principal] },
          Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
          Resource: newest,
        },
      ],
    });
    const calls = await run(
      sharing({ act: 'policy', before: officePolicy, after: policy }),
      sharing({ act: 'share', principal, before: false, after: true }),
      sharing({
        act: 'launch',
        ami: ami?.image ?? '',
        principal,
        before: false,
        after: true,
      }),
    );
    expect(calls.map(([operation]) => operation)).toEqual([
      'PutImagePolicy',
      'PromoteResourceShareCreatedFromPolicy',
      'CreateResourceShare',
      'ModifyImageAttribute',
    ]);
    expect(calls[0]?.[1]).toEqual({ imageArn: newest, policy });
    expect(calls[3]?.[1]).toMatchObject({ LaunchPermission: { Add: [{ UserId: principal }] } });
  }, 60_000);
});
