import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { lasts } from '../../aws/appstream/lasts';
import { settleAppStream } from '../../aws/appstream/life';
import { latestAgent } from '../../aws/appstream/platforms';
import type { Desktop } from '../../aws/image-assistant';
import { enterCommand, enterCommands } from '../../aws/image-assistant';
import type { World } from '../../aws/world';
import { addAccount, addImage, addImageBuilder, createWorld, regionOf } from '../../aws/world';

const owner = '111122223333';
const start = Date.UTC(2026, 7, 1, 12);
const erp = String.raw`C:\Program Files\Erp\erp.exe`;

let now: number;
let world: World;
let desktop: Desktop;
let linux: Desktop;
beforeEach(() => {
  now = start;
  world = createWorld({ regions: ['us-east-1'], now: () => now });
  addAccount(world, owner);
  const region = regionOf(world, 'us-east-1');
  const source = addImage(region, owner, 'office', {
    Platform: 'WINDOWS_SERVER_2022',
    SupportedInstanceFamilies: ['GENERAL_PURPOSE'],
    Applications: [{ Name: 'Firefox', DisplayName: 'Firefox', LaunchPath: String.raw`C:\ff.exe` }],
    tags: { Team: 'Workplace' },
  });
  const builder = addImageBuilder(region, owner, 'clone', {
    image: source,
    State: 'RUNNING',
    Platform: 'WINDOWS_SERVER_2022',
    AppstreamAgentVersion: '01-20-2025',
  });
  desktop = { world, region, builder };
  const other = addImageBuilder(region, owner, 'tools', {
    image: source,
    State: 'RUNNING',
    Platform: 'ROCKY_LINUX8',
  });
  linux = { world, region, builder: other };
});

const add = (name: string, path = erp) => [
  'add-application',
  '--name',
  name,
  '--absolute-app-path',
  path,
];

const create = (name: string, ...more: readonly string[]) => [
  'create-image',
  '--name',
  name,
  ...more,
];

const imageOf = (name: string) =>
  desktop.region.images.get(`arn:aws:appstream:us-east-1:${owner}:image/${name}`);

function later(milliseconds: number) {
  now += milliseconds;
  settleAppStream(world);
}

const hasFile = (path: string) => !path.includes('none');

/** Enters a command, and gives its exit code with what it printed. */
function enter(words: readonly string[], at = desktop) {
  const { exitCode, stdout } = enterCommand(at, words);
  return { exitCode, ...(JSON.parse(stdout) as Record<string, unknown>) };
}

const success = { exitCode: 0, status: 0, message: 'Success' };

describe('create-image', () => {
  test('makes an image of the catalog, while the builder takes its snapshot', () => {
    const answers = enterCommands(desktop, [
      [
        ...add('Erp'),
        '--display-name',
        'ERP client',
        '--launch-parameters',
        '--server "a b"',
        '--working-directory',
        String.raw`C:\Work`,
      ],
      ['update-default-profile'],
      create('office-2', '--dry-run'),
      create(
        'office-2',
        '--display-name',
        'Office 2',
        '--description',
        'With the ERP client',
        '--enable-dynamic-app-catalog',
        '--use-latest-agent-version',
        '--tags',
        'Team',
        'Workplace',
        'Stage',
        '',
      ),
    ]);
    expect(answers.map(({ stdout }) => stdout)).toEqual(
      Array.from({ length: 4 }, () => '{"status":0,"message":"Success"}'),
    );
    expect(imageOf('office-2')).toMatchObject({
      State: 'CREATING',
      DisplayName: 'Office 2',
      Description: 'With the ERP client',
      ImageBuilderName: 'clone',
      BaseImageArn: imageOf('office')?.Arn,
      Platform: 'WINDOWS_SERVER_2022',
      SupportedInstanceFamilies: ['GENERAL_PURPOSE'],
      DynamicAppProvidersEnabled: 'ENABLED',
      AppstreamAgentVersion: latestAgent,
      LatestAppstreamAgentVersion: 'TRUE',
      Applications: [
        { Name: 'Firefox' },
        {
          Name: 'Erp',
          DisplayName: 'ERP client',
          LaunchPath: erp,
          LaunchParameters: '--server "a b"',
          WorkingDirectory: String.raw`C:\Work`,
        },
      ],
    });
    expect(Object.fromEntries(imageOf('office-2')?.tags ?? [])).toEqual({
      Team: 'Workplace',
      Stage: '',
    });
    expect(desktop.builder.State).toBe('SNAPSHOTTING');
    later(lasts.snapshot - 1);
    expect(imageOf('office-2')?.State).toBe('CREATING');
    later(1);
    expect(imageOf('office-2')?.State).toBe('AVAILABLE');
    expect(desktop.builder.State).toBe('STOPPED');
  });

  test('keeps the agent of the builder and no dynamic catalog unless told otherwise', () => {
    enter(create('office-2'));
    expect(imageOf('office-2')).toMatchObject({
      DynamicAppProvidersEnabled: 'DISABLED',
      AppstreamAgentVersion: '01-20-2025',
      LatestAppstreamAgentVersion: 'FALSE',
    });
    expect(imageOf('office-2')?.tags.size).toBe(0);
  });

  test('makes nothing in a dry run', () => {
    expect(enter(create('office-2', '--dry-run'))).toEqual(success);
    expect(imageOf('office-2')).toBeUndefined();
    expect(desktop.builder.State).toBe('RUNNING');
  });

  test('fails later when the world says so', () => {
    world.failing.set('office-2', 'The disk could not be read.');
    expect(enter(create('office-2'))).toEqual(success);
    later(lasts.snapshot);
    expect(imageOf('office-2')).toMatchObject({
      State: 'FAILED',
      StateChangeReason: { Message: 'The disk could not be read.' },
    });
  });

  test.each([
    ['a name that is taken', create('office'), 'exists already'],
    ['a name of 101 characters', create('x'.repeat(101)), '1 to 100 characters'],
    ['a name with a space', create('office 2'), '1 to 100 characters'],
    ['a name that begins with aws', create('aws-office'), 'must not begin'],
    ['a name that begins with AppStream', create('AppStream-office'), 'must not begin'],
    ['a name that begins with amazon', create('amazon.office'), 'must not begin'],
    ['a long description', create('new', '--description', 'x'.repeat(257)), '256 characters'],
    ['a long display name', create('new', '--display-name', 'x'.repeat(101)), '100 characters'],
    ['half a tag', create('new', '--tags', 'Team', 'A', 'Stage'), 'pairs'],
    ['no tags', create('new', '--tags'), 'pairs'],
    ['a tag twice', create('new', '--tags', 'A', '1', 'A', '2'), 'differ'],
    ['a tag of AWS', create('new', '--tags', 'aws:a', '1'), 'cannot be the key'],
    ['a tag with a wrong value', create('new', '--tags', 'A', '1;2'), 'wrong value'],
    [
      '51 tags',
      create('new', '--tags', ...Array.from({ length: 102 }, (_, index) => `t${index}`)),
      'more than 50',
    ],
  ])('refuses %s, also in a dry run', (_what, words, problem) => {
    for (const more of [[], ['--dry-run']]) {
      const [command = '', ...rest] = words;
      const answer = enter([command, ...more, ...rest]);
      expect(answer).toMatchObject({ exitCode: 1, status: 1 });
      expect(answer).toHaveProperty('message', expect.stringContaining(problem));
    }
    expect(desktop.region.images.size).toBe(1);
    expect(desktop.builder.State).toBe('RUNNING');
  });

  test('refuses one more than the quota of images', () => {
    world.quotas.images = 1;
    expect(enter(create('office-2'))).toMatchObject({ exitCode: 1 });
  });
});

describe('the catalog', () => {
  test('begins with the applications of the image, and is changed by commands', () => {
    expect(enter(['list-applications'])).toMatchObject({ applications: [{ name: 'Firefox' }] });
    expect(enter(add('Erp'))).toEqual(success);
    expect(enter(['remove-application', '--name', 'Firefox'])).toEqual(success);
    expect(enter(['list-applications'])).toEqual({
      ...success,
      applications: [{ name: 'Erp', displayName: 'Erp', absoluteAppPath: erp }],
    });
    expect(imageOf('office')?.Applications).toHaveLength(1);
  });

  test.each([
    ['a name with white space', add('E rp'), 'white space'],
    ['a name of 257 characters', add('x'.repeat(257)), '256 characters'],
    ['an empty name', add(''), '1 to 256'],
    ['a name that is there', add('Firefox'), 'in the catalog already'],
    ['a script', add('Erp', String.raw`C:\erp.ps1`), 'can be launched'],
    ['a relative path', add('Erp', 'erp.exe'), 'not an absolute path'],
    ['a path of Linux', add('Erp', '/opt/erp.exe'), 'not an absolute path'],
    ['a relative icon', [...add('Erp'), '--absolute-icon-path', 'erp.png'], 'not an absolute path'],
    [
      'a manifest that is not there',
      [...add('Erp'), '--absolute-manifest-path', String.raw`C:\none.txt`],
      'does not exist',
    ],
  ])('refuses %s', (_what, words, problem) => {
    const answer = enter(words, { ...desktop, hasFile });
    expect(answer).toMatchObject({ exitCode: 1, status: 1 });
    expect(answer).toHaveProperty('message', expect.stringContaining(problem));
    expect(desktop.builder.catalog).toBeUndefined();
  });

  test('takes any absolute path on Linux', () => {
    expect(enter(add('Tool', '/opt/tool/run me'), linux)).toEqual(success);
    expect(enter(add('Other', erp), linux)).toMatchObject({ exitCode: 1 });
  });

  test('has 50 applications at most', () => {
    for (let index = 1; index < 50; index += 1) expect(enter(add(`a${index}`)).exitCode).toBe(0);
    expect(enter(add('a50'))).toMatchObject({ exitCode: 1 });
  });

  test('has nothing removed that is not there', () => {
    expect(enter(['remove-application', '--name', 'Erp'])).toMatchObject({ exitCode: 1 });
  });

  test('takes launch parameters as they are, whatever is in them', () => {
    const parameters = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((text) => !/^--[a-z]/u.test(text));
    fc.assert(
      fc.property(parameters, (text) => {
        desktop.builder.catalog = [];
        enter([...add('Erp'), '--launch-parameters', text]);
        expect(desktop.builder.catalog[0]).toHaveProperty('LaunchParameters', text);
      }),
    );
  });
});

test.each([
  ['no command', []],
  ['another command', ['make-image']],
  ['another option', ['list-applications', '--name', 'x']],
  ['a word too many', [...create('office-2'), 'again']],
  ['an option twice', [...create('office-2'), '--name', 'office-3']],
  ['an option without its value', ['create-image', '--name']],
  ['an option instead of a value', ['create-image', '--name', '--dry-run']],
  ['an option that is missing', ['add-application', '--name', 'Erp']],
])('%s ends with 255', (_what, words) => {
  expect(enter(words)).toMatchObject({ exitCode: 255, status: 255 });
  expect(desktop.builder.State).toBe('RUNNING');
});

test('commands stop at the first that fails', () => {
  const answers = enterCommands(desktop, [add('Erp'), add('Erp'), create('office-2')]);
  expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
  expect(imageOf('office-2')).toBeUndefined();
});

test('nobody enters commands on a builder that does not run', () => {
  enter(create('office-2'));
  expect(() => enter(['list-applications'])).toThrow('SNAPSHOTTING');
  later(lasts.snapshot);
  expect(() => enter(['list-applications'])).toThrow('STOPPED');
});
