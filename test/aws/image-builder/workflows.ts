import type { WorkflowType } from '@aws-sdk/client-imagebuilder';

const minute = 60_000;

/** What a build can fail in. */
export type Phase = 'build' | 'test' | 'distribution';

/** A step as a workflow document has it, and how long it takes when all goes well. */
export interface StepOutline {
  readonly name: string;
  readonly action: string;
  readonly description: string;
  /** Milliseconds. */
  readonly lasts: number;
  /** Whether AWS undoes it when the workflow is rolled back. */
  readonly rollsBack?: boolean;
  /** The step that fails, when something fails in this workflow. */
  readonly breaks?: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** A workflow, by the name that the console shows. */
export interface WorkflowOutline {
  readonly name: string;
  /** Its build version, without the ARN's beginning. */
  readonly version: string;
  readonly type: WorkflowType;
  readonly phase: Phase;
  readonly steps: readonly StepOutline[];
}

const hours = 3600;

function step(
  name: string,
  action: string,
  minutes: number,
  description: string,
  more: Partial<StepOutline> = {},
): StepOutline {
  return {
    name,
    action,
    description,
    lasts: minutes * minute,
    inputs: {},
    outputs: {},
    timeoutSeconds: hours,
    ...more,
  };
}

const onInstance = { instanceId: '{{ LaunchInstance.instanceId }}' };
const launched = { outputs: { instanceId: 'i-0aa11bb22cc33dd44' }, rollsBack: true };
const components = { inputs: onInstance, breaks: true, timeoutSeconds: 12 * hours };

const inventory = step(
  'InventoryCollection',
  'CollectImageMetadata',
  2,
  'Collect the operating system version and the package list of the instance',
  { inputs: onInstance },
);
const sanitize = step(
  'RunSanitizeScript',
  'SanitizeInstance',
  1,
  'Remove what must not stay in the image',
  { inputs: onInstance },
);
const sysprep = step('RunSysPrepScript', 'RunSysPrep', 4, 'Prepare Windows to be imaged', {
  inputs: onInstance,
});
const findings = step(
  'CollectImageScanFindings',
  'CollectImageScanFindings',
  5,
  'Save the findings of Amazon Inspector before the instance is terminated',
  { inputs: onInstance },
);
const approval = step(
  'WaitForApproval',
  'WaitForAction',
  0,
  'Wait until somebody has looked at it',
  {
    inputs: { snsTopicArn: 'arn:aws:sns:us-east-1:111122223333:image-approvals' },
    timeoutSeconds: 12 * hours,
  },
);

/** What of a recipe and a pipeline decides which steps a workflow has. */
export interface Needs {
  readonly windows: boolean;
  readonly metadata: boolean;
  readonly scans: boolean;
  readonly waits: boolean;
}

/**
 * Gives the build workflow of an AMI. Source of the names and actions: AWS's managed workflows
 * `build-image` and `test-image` in the Image Builder User Guide; the durations are made up.
 */
export function buildImage(needs: Needs): WorkflowOutline {
  return {
    name: 'build-image',
    version: 'build/build-image/1.0.2/1',
    type: 'BUILD',
    phase: 'build',
    steps: [
      step('LaunchBuildInstance', 'LaunchInstance', 3, 'Launch the build instance', {
        ...launched,
        inputs: { waitFor: 'ssmAgent' },
      }),
      step('ApplyBuildComponents', 'ExecuteComponents', 12, 'Run the build components', components),
      ...(needs.metadata ? [inventory] : []),
      sanitize,
      ...(needs.windows ? [sysprep] : []),
      step('CreateOutputAMI', 'CreateImage', 8, 'Create an AMI from the build instance', {
        inputs: onInstance,
        rollsBack: true,
      }),
      terminate('TerminateBuildInstance', 'Terminate the build instance'),
    ],
  };
}

/** Gives the test workflow of an AMI. */
export function testImage(needs: Needs): WorkflowOutline {
  return {
    name: 'test-image',
    version: 'test/test-image/1.0.1/1',
    type: 'TEST',
    phase: 'test',
    steps: [
      step('LaunchTestInstance', 'LaunchInstance', 3, 'Launch the test instance', {
        ...launched,
        inputs: { waitFor: 'ssmAgent' },
      }),
      step('ApplyTestComponents', 'ExecuteComponents', 6, 'Run the test components', components),
      ...(needs.waits ? [approval] : []),
      ...(needs.scans ? [findings] : []),
      terminate('TerminateTestInstance', 'Terminate the test instance'),
    ],
  };
}

/** Gives the build workflow of a container. Assumption: its steps, which no document lists. */
export function buildContainer(needs: Needs): WorkflowOutline {
  return {
    name: 'build-container',
    version: 'build/build-container/1.0.1/1',
    type: 'BUILD',
    phase: 'build',
    steps: [
      step('LaunchBuildInstance', 'LaunchInstance', 3, 'Launch the build instance', {
        ...launched,
        inputs: { waitFor: 'ssmAgent' },
      }),
      step('BootstrapBuildInstance', 'BootstrapInstanceForContainer', 2, 'Install Docker', {
        inputs: onInstance,
      }),
      step('ApplyBuildComponents', 'ExecuteComponents', 7, 'Build the container', components),
      ...(needs.metadata ? [inventory] : []),
    ],
  };
}

/** Gives the test workflow of a container. Assumption: as for the build workflow. */
export function testContainer(needs: Needs): WorkflowOutline {
  return {
    name: 'test-container',
    version: 'test/test-container/1.0.0/1',
    type: 'TEST',
    phase: 'test',
    steps: [
      step('ApplyTestComponents', 'ExecuteComponents', 4, 'Run the test components', components),
      ...(needs.waits ? [approval] : []),
      ...(needs.scans ? [findings] : []),
    ],
  };
}

/** Gives the workflow that pushes a container to its repositories; AMIs have none of the kind. */
export const distributeContainer: WorkflowOutline = {
  name: 'distribute-container',
  version: 'distribution/distribute-container/1.0.0/1',
  type: 'DISTRIBUTION',
  phase: 'distribution',
  steps: [
    step('DistributeContainer', 'DistributeImage', 3, 'Push the container to Amazon ECR', {
      breaks: true,
    }),
    terminate('TerminateBuildInstance', 'Terminate the build instance'),
  ],
};

function terminate(name: string, description: string): StepOutline {
  return step(name, 'TerminateInstance', 1, description, { inputs: onInstance });
}
