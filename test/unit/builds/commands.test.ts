import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from '@/lib/builds/commands';
import type { BuildSharingTask, BuildTask, SharingChange } from '@/lib/builds/plan';
import { askedOfAws } from '../support/asked-of-aws';
import { officeArn, pipelineArn, region, settingsArn, taskOf } from '../support/build-examples';
import { loadPowerShell, type PowerShellParser } from '../support/power-shell';

const sharing = (change: SharingChange): BuildSharingTask => ({
  kind: 'build-sharing',
  region,
  target: officeArn,
  label: 'office 1.0.1/2',
  ...change,
});

const build = ['--region', region, '--image-build-version-arn', officeArn];
const resource = ['--region', region, '--resource-arn', officeArn];
const friend = '444455556666';
const share = `arn:aws:ram:${region}:111122223333:resource-share/0f4c1c4e`;

/** Each kind of task, with what it asks the CLI. */
const examples: readonly (readonly [BuildTask, readonly string[]])[] = [
  [taskOf({ act: 'cancel', before: 'BUILDING' }), ['cancel-image-creation', ...build]],
  [taskOf({ act: 'retry', before: 'FAILED' }), ['retry-image', ...build]],
  [
    { ...taskOf({ act: 'run' }), target: pipelineArn },
    ['start-image-pipeline-execution', '--region', region, '--image-pipeline-arn', pipelineArn],
  ],
  [
    taskOf({
      act: 'distribute',
      settings: settingsArn,
      settingsName: 'a',
      regions: [],
      role: "it's",
    }),
    [
      'distribute-image',
      '--region',
      region,
      '--source-image',
      officeArn,
      '--distribution-configuration-arn',
      settingsArn,
      '--execution-role',
      "it's",
    ],
  ],
  [
    taskOf({ act: 'state', before: 'AVAILABLE', after: 'DEPRECATED', amis: false }),
    ['start-resource-state-update', ...resource, '--state', 'status=DEPRECATED'],
  ],
  [
    taskOf({ act: 'state', before: 'AVAILABLE', after: 'DISABLED', amis: true, role: 'r' }),
    [
      'start-resource-state-update',
      ...resource,
      '--state',
      'status=DISABLED',
      '--execution-role',
      'r',
      '--include-resources',
      'amis=true',
    ],
  ],
  [taskOf({ act: 'delete', before: 'AVAILABLE' }), ['delete-image', ...build]],
  [
    taskOf({
      act: 'delete',
      before: 'AVAILABLE',
      resources: { role: 'r', amis: [], snapshots: [], containers: [] },
    }),
    [
      'start-resource-state-update',
      ...resource,
      '--state',
      'status=DELETED',
      '--execution-role',
      'r',
      '--include-resources',
      'amis=true,snapshots=true,containers=true',
    ],
  ],
];

const ec2 = (...change: readonly string[]) => ['ec2', 'modify-image-attribute', ...change];

/** Tasks of sharing, with all the words of their commands. */
const shared: readonly (readonly [SharingChange, readonly string[]])[] = [
  [
    { act: 'share', principal: friend, before: false, after: true },
    [
      'ram',
      'create-resource-share',
      '--region',
      region,
      '--name',
      'image-desk-office-1.0.1-2',
      '--resource-arns',
      officeArn,
      '--principals',
      friend,
    ],
  ],
  [
    { act: 'share', principal: friend, before: true, after: false, from: share },
    [
      'ram',
      'disassociate-resource-share',
      '--region',
      region,
      '--resource-share-arn',
      share,
      '--principals',
      friend,
    ],
  ],
  [
    { act: 'share', principal: friend, before: false, after: true, from: share },
    [
      'ram',
      'associate-resource-share',
      '--region',
      region,
      '--resource-share-arn',
      share,
      '--principals',
      friend,
    ],
  ],
  ...(
    [
      [friend, 'UserId'],
      ['all', 'Group'],
      ['arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5', 'OrganizationArn'],
      ['arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-a1b2-c', 'OrganizationalUnitArn'],
    ] as const
  ).map(
    ([principal, member]) =>
      [
        { act: 'launch', ami: 'ami-0a1b2c3d', principal, before: true, after: false },
        ec2(
          '--region',
          region,
          '--image-id',
          'ami-0a1b2c3d',
          '--launch-permission',
          `Remove=[{${member}=${principal}}]`,
        ),
      ] as const,
  ),
];

const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom("'", '"', '$', '`', '\\', '\u2019', '\n', ';', '&', ' ', '#', 'a', '-'),
    minLength: 1,
    maxLength: 12,
  }),
  fc.constantFrom('file:///etc/passwd', 'FILEB://a', 'http://a', '-x', '--region', 'file:/a'),
);

const answerOf = (reason: string) =>
  taskOf({ act: 'step', step: 'step-1', stepName: 'Wait', answer: 'STOP', reason });

const askedForAnswer = (reason: string) => [
  'imagebuilder',
  'send-workflow-step-action',
  '--region',
  region,
  '--step-execution-id',
  'step-1',
  '--image-build-version-arn',
  officeArn,
  '--action',
  'STOP',
  '--reason',
  reason,
];

describe('the commands for bash', () => {
  it.each(examples)('say what the task says: %#', async (task, command) => {
    const asked = await askedOfAws(commandsOf([task]).bash);
    expect(asked).toEqual([['imagebuilder', ...command]]);
  });

  it('make one resource share for all who get the image', () => {
    const tasks = [friend, '555566667777'].map((principal) =>
      sharing({ act: 'share', principal, before: false, after: true }),
    );
    const { bash, powerShell } = commandsOf(tasks);
    expect(bash.split('\n')).toHaveLength(1);
    for (const text of [bash, powerShell]) {
      expect(text).toContain(`--principals '${friend}' '555566667777'`);
    }
  });

  it.each(shared)('say what a task of sharing says: %#', async (change, command) => {
    expect(await askedOfAws(commandsOf([sharing(change)]).bash)).toEqual([command]);
  });

  it('put a policy, and promote the share that AWS made of it', async () => {
    const policy = '{"Version": "2012-10-17",\n "it\'s": "$HOME"}';
    const asked = await askedOfAws(commandsOf([sharing({ act: 'policy', after: policy })]).bash);
    expect(asked).toEqual([
      [
        'imagebuilder',
        'put-image-policy',
        '--region',
        region,
        '--image-arn',
        officeArn,
        '--policy',
        policy,
      ],
      expect.arrayContaining(['list-resources', '--resource-arns', officeArn]),
      [
        'ram',
        'promote-resource-share-created-from-policy',
        '--region',
        region,
        '--resource-share-arn',
        'the-share',
      ],
    ]);
  });

  it('hand every text on to the letter, and never as the place of a file', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, async (one, other) => {
        const { bash } = commandsOf([answerOf(one), answerOf(other)]);
        expect(await askedOfAws(bash)).toEqual([askedForAnswer(one), askedForAnswer(other)]);
        for (const text of [one, other]) {
          if (/^fileb?:\/\//i.test(text)) expect(bash).not.toContain(`--reason '${text}'`);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The words of a command that are values of its options. */
const values = (words: readonly string[]) =>
  words.flatMap((word, index) => (words[index - 1]?.startsWith('--') ? [word] : []));

describe('the commands for PowerShell', () => {
  let parse: PowerShellParser;

  beforeAll(async () => {
    parse = await loadPowerShell();
  });

  it.each(examples)('say what the task says: %#', (task, command) => {
    const { powerShell } = commandsOf([task]);
    const { hasError, commands } = parse(powerShell);
    expect(hasError).toBe(false);
    expect(commands).toEqual([['aws', ...values(command)]]);
    expect(powerShell).toContain(`aws imagebuilder ${command[0] ?? ''} --region `);
  });

  it('hand every text on to the letter, by a file where Windows would break it up', () => {
    fc.assert(
      fc.property(texts, (reason) => {
        const { powerShell } = commandsOf([answerOf(reason)]);
        const { hasError, commands } = parse(powerShell);
        expect(hasError).toBe(false);
        const [asked] = commands.filter(([name]) => name === 'aws');
        const inFile = powerShell.includes('file://$File"');
        expect(asked?.slice(-1)).toEqual([inFile ? 'STOP' : reason]);
        expect(inFile).toBe(/^(?:-|(?:fileb?|https?):\/\/)|["\\]/i.test(reason));
        if (inFile) expect(powerShell).toContain('[IO.File]::WriteAllText($File, ');
      }),
    );
  });
});
