import { printCommands, type Command, type Commands, type Remark } from '../commands';
import {
  findAmi,
  optionsOfBuilder,
  optionsOfImport,
  tagged,
  told,
  type Option,
} from './command-options';
import { subjectOf } from './describe';
import type { LifecyclePlan } from './plan';
import type { ImageStep } from './step';
import { placeOf } from './work-parts';

/**
 * The commands of the AWS CLI that do what a plan says. They need credentials of the accounts, do
 * not look at how things are now, and do not wait: remarks say what has to be waited for.
 */
export function commandsOfPlan(plan: Pick<LifecyclePlan, 'scope' | 'steps'>): Commands {
  return printCommands(entriesOf(plan));
}

/** What is printed for a plan: commands, and remarks for what no command does. */
function entriesOf({
  scope,
  steps,
}: Pick<LifecyclePlan, 'scope' | 'steps'>): readonly (Command | Remark)[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const { account } = placeOf(scope, step);
    const last = before ? placeOf(scope, before).account : scope.account;
    return [
      ...(account === last ? [] : [{ remark: `With credentials of account ${account}:` }]),
      ...(before && before.chain === step.chain ? waitAfter(before) : []),
      ...commandsOfStep(step, arnOf(scope, step)),
    ];
  });
}

/** What has to be waited for between two steps of a chain. */
function waitAfter(before: ImageStep): readonly Remark[] {
  switch (before.act) {
    case 'create-builder':
      return [{ remark: `Wait until image builder ${before.builder.name} is RUNNING.` }];
    case 'deploy-software':
      return [{ remark: `Wait until the software is installed on ${before.builder}.` }];
    case 'copy':
    case 'update':
    case 'import':
      return [{ remark: `Wait until image ${subjectOf(before)} is AVAILABLE.` }];
    case 'export':
      return [{ remark: `Wait until the export to the AMI ${before.ami} is done.` }];
    default:
      return [];
  }
}

function commandsOfStep(step: ImageStep, arn: string): readonly (Command | Remark)[] {
  const appStream = (command: string, ...options: readonly Option[]): Command => ({
    words: ['appstream', command],
    options: [['region', step.region], ...options],
  });
  switch (step.act) {
    case 'create-builder':
      return [appStream('create-image-builder', ...optionsOfBuilder(step))];
    case 'deploy-software':
      return [
        appStream('start-software-deployment-to-image-builder', [
          'image-builder-name',
          { text: step.builder },
        ]),
      ];
    case 'await-image':
      return [
        {
          remark: `Connect to image builder ${step.builder}, and make image ${step.image} there with Image Assistant.`,
        },
        { remark: `Wait until image ${step.image} is AVAILABLE.` },
      ];
    case 'tag':
      return [
        appStream('tag-resource', ['resource-arn', { text: arn }], ...tagged('tags', step.tags)),
      ];
    case 'stop-builder':
      return [appStream('stop-image-builder', ['name', { text: step.builder }])];
    case 'delete-builder':
      return [appStream('delete-image-builder', ['name', { text: step.builder }])];
    case 'end-builder':
      return [appStream(`${step.end}-image-builder`, ['name', { text: step.builder }])];
    case 'copy':
      return [
        {
          words: ['appstream', 'copy-image'],
          options: [
            ['region', step.from],
            ['source-image-name', { text: step.source }],
            ['destination-image-name', { text: step.image }],
            ['destination-region', step.region],
            ...told('destination-image-description', step.description),
          ],
        },
      ];
    case 'update':
      return [
        appStream(
          'create-updated-image',
          ['existing-image-name', { text: step.source }],
          ['new-image-name', { text: step.image }],
          ...told('new-image-display-name', step.displayName),
          ...told('new-image-description', step.description),
          ...tagged('new-image-tags', step.tags),
        ),
      ];
    case 'import':
      return [appStream('create-imported-image', ...optionsOfImport(step))];
    case 'export':
      return [
        appStream(
          'create-export-image-task',
          ['image-name', { text: step.image }],
          ['ami-name', { text: step.ami }],
          ['iam-role-arn', { text: step.role }],
          ...told('ami-description', step.description),
          ...tagged('tag-specifications', step.tags),
        ),
      ];
    case 'share-ami':
      return [
        {
          words: ['ec2', 'modify-image-attribute'],
          options: [
            ['region', step.region],
            ['image-id', { toldBy: findAmi(step.region, step.ami, 'self') }],
            ['launch-permission', `Add=[{UserId=${step.with}}]`],
          ],
        },
      ];
    case 'share':
      return [
        appStream(
          'update-image-permissions',
          ['name', { text: step.image }],
          ['shared-account-id', step.with],
          [
            'image-permissions',
            `allowFleet=${String(step.fleet)},allowImageBuilder=${String(step.imageBuilder)}`,
          ],
        ),
      ];
    case 'unshare':
      return [
        appStream(
          'delete-image-permissions',
          ['name', { text: step.image }],
          ['shared-account-id', step.with],
        ),
      ];
    case 'delete':
      return [appStream('delete-image', ['name', { text: step.image }])];
  }
}

/** The ARN of the image that a step is about. */
function arnOf(scope: LifecyclePlan['scope'], step: ImageStep): string {
  const { partition, account, region } = placeOf(scope, step);
  return `arn:${partition}:appstream:${region}:${account}:image/${subjectOf(step)}`;
}
