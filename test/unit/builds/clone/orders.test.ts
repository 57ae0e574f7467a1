import { describe, expect, it } from 'vitest';
import type { ImageBuild } from '@/lib/builds/build';
import type { CloneSource } from '@/lib/builds/clone/clone';
import { isRecipeOf } from '@/lib/builds/clone/compare';
import { imageInput, recipeInput } from '@/lib/builds/clone/input';
import { toJson } from '@/lib/builds/clone/json';
import { imageOrder, recipeArn, recipeOrder } from '@/lib/builds/clone/orders';

const me = '111122223333';
const arn = `arn:aws:imagebuilder:eu-west-1:${me}:image/office/1.0.1/2`;
const component = (name: string) => `arn:aws:imagebuilder:eu-west-1:${me}:component/${name}`;

const build: ImageBuild = {
  arn,
  region: 'eu-west-1',
  owner: me,
  name: 'office',
  version: '1.0.1',
  buildVersion: '2',
  type: 'AMI',
  status: 'AVAILABLE',
  recipe: { kind: 'image', components: [], blockDevices: [], parent: 'ami-0123' },
  outputs: [],
  scan: {},
  tags: [
    { key: 'Team', value: 'Workplace' },
    { key: 'aws:cloudformation:stack-name', value: 'images' },
  ],
};

const source: CloneSource = {
  build,
  parts: [{ arn: component('office/1.0.0/1'), parameters: [{ name: 'a', values: ['1', '2'] }] }],
  recipeKept: {
    workingDirectory: '/tmp',
    blockDeviceMappings: [
      { deviceName: '/dev/xvdf', ebs: { snapshotId: 'snap-1', volumeSize: 8 } },
      { deviceName: '/dev/xvdb', virtualName: 'ephemeral0' },
    ],
  },
  buildKept: {
    executionRole: `arn:aws:iam::${me}:role/Builder`,
    workflows: [{ workflowArn: 'w' }],
    imageScanningConfiguration: { imageScanningEnabled: true },
  },
  recipeTags: { Team: 'Workplace', 'AWS:mine': 'no' },
};

const wish = {
  build: arn,
  base: 'image',
  again: false,
  name: 'Office Two',
  version: '2.0.0',
  added: [{ arn: component('viewer/1.0.0'), parameters: [] }],
} as const;

describe('the recipe of a clone', () => {
  it('from the image has what is added alone, unless the rest is to run again', () => {
    const order = recipeOrder(wish, source, me);
    expect(order).toMatchObject({ parent: arn, parts: wish.added, tags: { Team: 'Workplace' } });
    expect(Object.keys(order.tags)).toEqual(['Team']);
    const again = recipeOrder({ ...wish, again: true }, source, me);
    expect(again.parts).toEqual([...source.parts, ...wish.added]);
  });

  it('keeps the snapshots of disks only where it starts from their base', () => {
    const fromImage = recipeInput(recipeOrder(wish, source, me));
    expect(fromImage['blockDeviceMappings']).toEqual([
      { deviceName: '/dev/xvdf', ebs: { volumeSize: 8 } },
      { deviceName: '/dev/xvdb', virtualName: 'ephemeral0' },
    ]);
    const fromBase = recipeInput(recipeOrder({ ...wish, base: 'recipe' }, source, me));
    expect(fromBase).toMatchObject({ ...source.recipeKept, parentImage: 'ami-0123' });
  });

  it('tells AWS no empty lists, and lists where there is something', () => {
    expect(recipeInput(recipeOrder({ ...wish, base: 'recipe' }, source, me))['components']).toEqual(
      [
        {
          componentArn: component('office/1.0.0/1'),
          parameters: [{ name: 'a', value: ['1', '2'] }],
        },
        { componentArn: component('viewer/1.0.0') },
      ],
    );
    expect(recipeInput({ ...recipeOrder(wish, source, me), tags: {} })).not.toHaveProperty('tags');
  });

  it('has the ARN that AWS makes of its name', () => {
    const place = { partition: 'aws', account: me, region: 'eu-west-1' };
    expect(recipeArn(place, 'Office Two', '2.0.0')).toBe(
      `arn:aws:imagebuilder:eu-west-1:${me}:image-recipe/office-two/2.0.0`,
    );
  });
});

describe('the image of a clone', () => {
  const where = { infrastructure: 'i' };

  it('is built as its source was, and by its role', () => {
    expect(imageInput(imageOrder(where, 'r', source, me))).toEqual({
      ...source.buildKept,
      imageRecipeArn: 'r',
      infrastructureConfigurationArn: 'i',
      tags: { Team: 'Workplace' },
    });
  });

  it('leaves the workflows to AWS where AWS’s own role carried them out', () => {
    const executionRole = `arn:aws:iam::${me}:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder`;
    const of = { ...source, buildKept: { ...source.buildKept, executionRole } };
    expect(imageOrder(where, 'r', of, me).kept).toEqual({
      imageScanningConfiguration: { imageScanningEnabled: true },
    });
  });

  it('of somebody else has nothing of their account', () => {
    const of = { ...source, build: { ...build, owner: '444455556666' } };
    expect(imageOrder(where, 'r', of, me)).toEqual({
      recipe: 'r',
      infrastructure: 'i',
      kept: { imageScanningConfiguration: { imageScanningEnabled: true } },
      tags: {},
    });
    expect(recipeOrder(wish, of, me)).toMatchObject({ kept: {}, tags: {} });
  });
});

describe('whether a recipe is what was ordered', () => {
  const order = recipeOrder(wish, source, me);
  const { semanticVersion: _, ...told } = recipeInput(order);

  it('is so whatever AWS adds to it', () => {
    expect(isRecipeOf({ ...told, version: '2.0.0', platform: 'Windows', tags: {} }, order)).toBe(
      true,
    );
    const built = { ...told, components: [{ componentArn: component('viewer/1.0.0/3') }] };
    expect(isRecipeOf(built, order)).toBe(true);
  });

  it.each([
    ['another base', { parentImage: 'ami-0456' }],
    ['another component', { components: [{ componentArn: component('viewer/1.0.1') }] }],
    [
      'a component whose version only begins alike',
      { components: [{ componentArn: component('viewer/1.0.01') }] },
    ],
    [
      'one component more',
      {
        components: [
          { componentArn: component('viewer/1.0.0') },
          { componentArn: component('viewer/1.0.0') },
        ],
      },
    ],
    ['another directory', { workingDirectory: '/' }],
    ['no disks', { blockDeviceMappings: [] }],
  ])('is not so with %s', (_name, change) => {
    expect(isRecipeOf({ ...told, ...change }, order)).toBe(false);
  });
});

it('reads what AWS answers as JSON, without what is nothing', () => {
  expect(toJson({ a: null, b: undefined, c: [1, null, [['x']]], d: { e: false }, f: NaN })).toEqual(
    {
      c: [1, [['x']]],
      d: { e: false },
    },
  );
});
