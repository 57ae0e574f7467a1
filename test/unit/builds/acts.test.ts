import { describe, expect, it } from 'vitest';
import {
  actsFor,
  imageStates,
  isRunning,
  isWaiting,
  lifecycleStates,
  obstacleTo,
  obstacleToBase,
  obstacleToAnswer,
  obstacleToState,
  type PossibleAct,
} from '@/lib/builds/acts';

const me = '111122223333';
const own = {
  owner: me,
  type: 'AMI',
  status: 'AVAILABLE',
  pipeline: { arn: `arn:aws:imagebuilder:eu-west-1:${me}:image-pipeline/office` },
};

/** Which act each state allows, of an AMI and of a container image. */
const table: readonly (readonly [
  status: string,
  ami: readonly PossibleAct['act'][],
  container: readonly PossibleAct['act'][],
])[] = [
  ['PENDING', ['cancel', 'run'], ['cancel', 'run']],
  ['CREATING', ['cancel', 'run'], ['cancel', 'run']],
  ['BUILDING', ['cancel', 'run'], ['cancel', 'run']],
  ['TESTING', ['cancel', 'run'], ['cancel', 'run']],
  ['DISTRIBUTING', ['cancel', 'run'], ['cancel', 'run']],
  ['INTEGRATING', ['cancel', 'run'], ['cancel', 'run']],
  [
    'AVAILABLE',
    ['share', 'clone', 'import', 'run', 'distribute', 'state', 'delete'],
    ['share', 'run', 'delete'],
  ],
  ['CANCELLED', ['run', 'delete'], ['run', 'delete']],
  ['FAILED', ['retry', 'run', 'delete'], ['retry', 'run', 'delete']],
  [
    'DEPRECATED',
    ['share', 'clone', 'import', 'run', 'state', 'delete'],
    ['share', 'run', 'delete'],
  ],
  ['DELETED', ['run'], ['run']],
  ['DISABLED', ['run', 'state', 'delete'], ['run', 'delete']],
  ['UNKNOWN', ['run'], ['run']],
  ['A_STATE_OF_TOMORROW', ['run'], ['run']],
];

const allowed = (build: Parameters<typeof actsFor>[0]) =>
  actsFor(build, me)
    .filter(({ obstacle }) => obstacle === undefined)
    .map(({ act }) => act);

describe('what a state allows', () => {
  it('is told for every state that AWS has', () => {
    expect(table.map(([status]) => status)).toEqual(expect.arrayContaining([...imageStates]));
  });

  it.each(table)('%s', (status, ami, container) => {
    expect(allowed({ ...own, status })).toEqual(ami);
    expect(allowed({ ...own, status, type: 'DOCKER' })).toEqual(container);
  });

  it.each(table)('%s: whatever is refused says why, in one sentence', (status) => {
    for (const type of ['AMI', 'DOCKER']) {
      for (const { obstacle } of actsFor({ ...own, status, type }, me)) {
        expect(obstacle ?? 'Nothing.').toMatch(/^[A-Z][^.]*\.$/);
      }
    }
  });
});

describe('what is refused whatever the state', () => {
  it.each(imageStates)('of an image that belongs to AWS or somebody else, in %s', (status) => {
    const { owner: _, ...ofAws } = { ...own, status };
    // What others made can be started from as long as it can be used.
    const usable = status === 'AVAILABLE' || status === 'DEPRECATED' ? ['clone'] : [];
    expect(allowed(ofAws)).toEqual(usable);
    expect(obstacleTo('delete', ofAws, me)).toContain('AWS');
    const shared = { ...own, status, owner: '444455556666' };
    expect(allowed(shared)).toEqual(usable);
    expect(obstacleTo('cancel', shared, me)).toBe(
      'This image belongs to account 444455556666. Only its owner can change it.',
    );
  });

  it('is to start from the recipe of somebody else, of a container, or without its base', () => {
    const recipe = { kind: 'image', components: [], blockDevices: [], parent: 'ami-1' } as const;
    const failedBuild = { ...own, status: 'FAILED', recipe };
    expect(obstacleTo('clone', failedBuild, me)).toBeUndefined();
    expect(obstacleTo('clone', { ...failedBuild, owner: '444455556666' }, me)).toContain('FAILED');
    expect(obstacleTo('clone', { ...failedBuild, type: 'DOCKER' }, me)).toContain('container');
    const { parent: _, ...baseless } = recipe;
    expect(obstacleToBase('recipe', { ...failedBuild, recipe: baseless }, me)).toContain('base');
    expect(obstacleToBase('recipe', { ...own, recipe: { ...recipe, kind: 'container' } }, me)).toBe(
      'AWS tells no image recipe of this build.',
    );
  });

  it('is to run the pipeline of a build that none has made', () => {
    const { pipeline: _, ...alone } = own;
    expect(obstacleTo('run', alone, me)).toBe('No pipeline has made this build.');
    expect(obstacleTo('run', { ...own, pipeline: { name: 'office' } }, me)).toBeDefined();
  });

  it('is the state that an image has already', () => {
    for (const status of lifecycleStates) {
      for (const to of lifecycleStates) {
        expect(obstacleToState({ status }, to) === undefined).toBe(status !== to);
      }
    }
  });
});

describe('a build that is not over', () => {
  it('is what can be cancelled, and nothing else', () => {
    for (const status of [...imageStates, 'UNKNOWN']) {
      expect(isRunning(status)).toBe(obstacleTo('cancel', { ...own, status }, me) === undefined);
    }
  });
});

describe('a step', () => {
  it.each(['PENDING', 'SKIPPED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'])(
    'that is %s waits for an answer if it runs and is there to wait',
    (status) => {
      expect(isWaiting({ action: 'WaitForAction', status })).toBe(status === 'RUNNING');
      expect(isWaiting({ action: 'ExecuteComponents', status })).toBe(false);
    },
  );

  it('that does not wait says so', () => {
    expect(obstacleToAnswer({ action: 'WaitForAction', status: 'RUNNING' })).toBeUndefined();
    expect(obstacleToAnswer({ action: 'WaitForAction', status: 'COMPLETED' })).toBe(
      'This step does not wait for an answer: its status is COMPLETED.',
    );
    expect(obstacleToAnswer({ action: 'RunCommand', status: 'RUNNING' })).toBe(
      'This step waits for nobody.',
    );
  });
});
