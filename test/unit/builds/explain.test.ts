import { describe, expect, it } from 'vitest';
import { digestOfPlan } from '@/lib/builds/digest';
import { effectsOfTask } from '@/lib/builds/effects';
import { actOfPlan, explainMade, explainWarning, titleOfPlan } from '@/lib/builds/explain';
import type { ActionChange, BuildTask, BuildWarning, SharingChange } from '@/lib/builds/plan';
import { buildPlanOf, officeArn, region, settingsArn, taskOf } from '../support/build-examples';

const friend = '444455556666';
const resources = { role: 'r', amis: [], snapshots: [], containers: [] } as const;
const step = { act: 'step', step: 'step-1', stepName: 'Wait' } as const;

const gone = (more: Partial<Record<'amis' | 'snapshots' | 'containers', readonly string[]>>) =>
  effectsOfTask(
    taskOf({ act: 'delete', before: 'AVAILABLE', resources: { ...resources, ...more } }),
  );

const actions: readonly (readonly [ActionChange, button: string])[] = [
  [{ act: 'cancel', before: 'BUILDING' }, 'Cancel build'],
  [{ act: 'retry', before: 'FAILED' }, 'Retry build'],
  [{ act: 'run' }, 'Run pipeline'],
  [
    {
      act: 'distribute',
      settings: settingsArn,
      settingsName: 'everywhere',
      regions: [],
      role: 'r',
    },
    'Distribute image',
  ],
  [{ act: 'state', before: 'DISABLED', after: 'AVAILABLE', amis: false }, 'Make image available'],
  [
    { act: 'state', before: 'AVAILABLE', after: 'DEPRECATED', amis: true },
    'Deprecate image and AMIs',
  ],
  [{ act: 'state', before: 'AVAILABLE', after: 'DISABLED', amis: false }, 'Disable image'],
  [{ act: 'delete', before: 'AVAILABLE' }, 'Delete image'],
  [
    { act: 'delete', before: 'AVAILABLE', resources: { ...resources, amis: ['a', 'b', 'c'] } },
    'Delete image and 3 AMIs',
  ],
  [
    {
      act: 'delete',
      before: 'AVAILABLE',
      resources: { ...resources, amis: ['a'], containers: ['b', 'c'] },
    },
    'Delete image and 1 AMI and 2 container images',
  ],
  [{ act: 'delete', before: 'FAILED', resources }, 'Delete image and what it put out'],
  [{ ...step, answer: 'RESUME' }, 'Resume step'],
  [{ ...step, answer: 'STOP' }, 'Stop step'],
];

const share = (after: boolean): SharingChange => ({
  act: 'share',
  principal: friend,
  before: !after,
  after,
});
const policy: SharingChange = { act: 'policy', after: '{}' };

const shared = (...changes: readonly SharingChange[]) =>
  changes.map((change): BuildTask => ({
    kind: 'build-sharing',
    region,
    target: officeArn,
    label: 'office 1.0.1/2',
    ...change,
  }));

describe('the button of a plan', () => {
  it.each(actions)('is named after the act: %j', (change, button) => {
    expect(actOfPlan(buildPlanOf([change]))).toBe(button);
  });

  it.each<readonly [readonly BuildTask[], string]>([
    [[], 'Nothing to change'],
    [shared(policy), 'Change image policy'],
    [shared(share(true), share(true)), 'Share image'],
    [shared(share(false)), 'Stop sharing'],
    [shared(share(true), share(false)), 'Make 2 changes'],
    [shared(policy, share(true)), 'Make 2 changes'],
  ])('says whether it gives or takes, or how much it changes: %#', (tasks, button) => {
    expect(actOfPlan({ tasks })).toBe(button);
  });
});

describe('the title of a plan', () => {
  it('has its subject, and what is done or how much', () => {
    expect(titleOfPlan(buildPlanOf([{ act: 'cancel', before: 'BUILDING' }]))).toBe(
      'office 1.0.1/2: Cancel the build',
    );
    const tasks = shared(policy, share(true));
    expect(titleOfPlan({ ...buildPlanOf([]), tasks })).toBe('office 1.0.1/2: 2 changes');
  });
});

describe('what a task causes', () => {
  it.each([
    ...actions.map(([change]) => taskOf(change)),
    ...shared(policy, share(true), share(false)),
  ])('is in sentences: $act', (task) => {
    const effects = effectsOfTask(task);
    expect(effects.length).toBeGreaterThan(0);
    for (const effect of effects) expect(effect).toMatch(/^[A-Z].*\.$/);
  });

  it('counts what goes with an image, and names no more', () => {
    expect(gone({ amis: ['a', 'b'], snapshots: ['c'] })).toEqual([
      'The image is gone for good, and with it 2 AMIs, 1 snapshot.',
      'Instances that run go on; nothing new can be launched from these AMIs.',
    ]);
    expect(gone({ containers: ['a'] })).toEqual([
      'The image is gone for good, and with it 1 container image.',
    ]);
    expect(gone({})).toEqual([
      'The image is gone for good. It has put out nothing that goes with it.',
    ]);
  });

  it('names the Regions that an image is copied to', () => {
    const copy = {
      act: 'distribute',
      settings: settingsArn,
      settingsName: 's',
      role: 'r',
    } as const;
    const effects = (regions: readonly string[]) =>
      effectsOfTask(taskOf({ ...copy, regions })).join(' ');
    expect(effects(['eu-west-1', 'us-west-2'])).toContain('to eu-west-1, us-west-2,');
    expect(effects([])).toContain('as the distribution settings say');
  });

  it('names the AMIs where they change as well, and not where they stay', () => {
    const change = { act: 'state', before: 'AVAILABLE', after: 'DISABLED' } as const;
    expect(effectsOfTask(taskOf({ ...change, amis: true })).join(' ')).toContain('AMIs');
    expect(effectsOfTask(taskOf({ ...change, amis: false })).join(' ')).not.toContain('AMI');
  });
});

describe('a warning', () => {
  const ami = { ami: 'ami-0a1b', region };

  it.each<readonly [BuildWarning, string]>([
    [{ kind: 'amis-remain', count: 1 }, 'Its AMI remains, and goes on costing what it stores.'],
    [{ kind: 'amis-remain', count: 3 }, 'Its 3 AMIs remain, and go on costing what they store.'],
    [{ kind: 'others-lose', count: 1 }, '1 AMI is shared with others, who lose it.'],
    [{ kind: 'others-lose', count: 2 }, '2 AMIs are shared with others, who lose them.'],
    [
      { kind: 'reaches-accounts', accounts: [friend] },
      `The distribution settings give copies to 1 other account: ${friend}.`,
    ],
    [
      { kind: 'foreign-statements', count: 1 },
      'The policy has 1 statement that was not made here; it stays.',
    ],
    [
      { kind: 'foreign-statements', count: 2 },
      'The policy has 2 statements that were not made here; they stay.',
    ],
    [
      { kind: 'no-launch-permission', principal: friend, amis: 1 },
      `${friend} will see the image, and may launch not its AMI.`,
    ],
    [
      { kind: 'unreadable', ...ami, why: 'AWS cannot be reached.' },
      'ami-0a1b (eu-west-1) could not be looked at. AWS cannot be reached.',
    ],
    [
      { kind: 'encrypted', ...ami, key: 'alias/images' },
      'ami-0a1b (eu-west-1) is encrypted with alias/images: others can launch it only when they may use that key as well.',
    ],
    [
      { kind: 'default-key', ...ami },
      'ami-0a1b (eu-west-1) is encrypted with the key that AWS manages, which cannot be shared: nobody else will be able to launch it.',
    ],
  ])('says what to know: %j', (warning, sentence) => {
    expect(explainWarning(warning)).toBe(sentence);
  });
});

describe('what AWS has made', () => {
  it('is a build by its name, or something that goes on by itself', () => {
    expect(explainMade({ act: 'run' }, officeArn)).toBe('AWS began the build office/1.0.1/2.');
    expect(explainMade({ act: 'delete' }, 'lce-1')).toContain('by itself');
  });
});

describe('the digest of a plan', () => {
  const scope = { partition: 'aws', account: '111122223333' } as const;
  const digest = (change: ActionChange, account: string = scope.account) =>
    digestOfPlan({ ...scope, account }, buildPlanOf([change]));

  it('is the same for the same change, in whatever order its members are', async () => {
    const one = await digest({ act: 'cancel', before: 'BUILDING' });
    expect(one).toMatch(/^[\da-f]{64}$/);
    expect(await digest({ before: 'BUILDING', act: 'cancel' })).toBe(one);
  });

  it('is another for another account, act or state', async () => {
    const all = await Promise.all([
      digest({ act: 'cancel', before: 'BUILDING' }),
      digest({ act: 'cancel', before: 'BUILDING' }, friend),
      digest({ act: 'cancel', before: 'TESTING' }),
      digest({ act: 'delete', before: 'BUILDING' }),
      digest({ act: 'delete', before: 'BUILDING', resources }),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});
