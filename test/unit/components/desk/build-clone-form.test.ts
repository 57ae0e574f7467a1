import { describe, expect, it } from 'vitest';
import {
  faultsOf,
  firstForm,
  partRows,
  raised,
  readCloneForm,
} from '@/components/desk/builds/build-clone-form';
import { componentsByName, readChoice } from '@/components/desk/builds/component-choice';
import type { CloneFacts, Component } from '@/lib/builds/clone/clone';

const me = '111122223333';
const prefix = `arn:aws:imagebuilder:eu-west-1:${me}`;
const arnOf = (name: string, version: string) => `${prefix}:component/${name}/${version}`;

const facts: CloneFacts = {
  build: {
    arn: `${prefix}:image/office/1.0.1/2`,
    region: 'eu-west-1',
    owner: me,
    name: 'office',
    version: '1.0.1',
    buildVersion: '2',
    type: 'AMI',
    status: 'AVAILABLE',
    platform: 'Windows',
    recipe: {
      kind: 'image',
      name: 'Office',
      version: '1.0.1',
      components: [],
      blockDevices: [],
      parent: 'ami-0123',
    },
    infrastructure: {
      arn: `${prefix}:infrastructure-configuration/hosts`,
      instanceTypes: [],
      securityGroups: [],
      resourceTags: [],
      tags: [],
    },
    distribution: { arn: `${prefix}:distribution-configuration/all`, regions: [] },
    outputs: [],
    scan: {},
    tags: [],
  },
  parts: [{ arn: arnOf('base', '1.0.0/1'), parameters: [{ name: 'a', values: ['1'] }] }],
  recipeKept: {},
  buildKept: {},
  recipeTags: {},
  versions: [
    { name: 'Office', version: '1.0.1' },
    { name: 'office', version: '1.1.0' },
  ],
  infrastructures: [
    { arn: `${prefix}:infrastructure-configuration/hosts`, name: 'hosts', instanceTypes: [] },
  ],
};

const viewer: Component = {
  arn: arnOf('viewer', '1.0.0'),
  name: 'viewer',
  version: '1.0.0',
  platform: 'Windows',
  type: 'BUILD',
  osVersions: [],
  parameters: [
    { name: 'edition', type: 'string' },
    { name: 'languages', type: 'stringList', fallback: [] },
  ],
};

const added = [{ component: viewer, parameters: [{ name: 'edition', values: ['Team'] }] }];
const first = firstForm(facts, me);
const filled = { ...first, added };
const obstacleOf = (form: typeof first) => {
  const reading = readCloneForm(form, facts, me);
  return 'obstacle' in reading ? reading.obstacle : undefined;
};

describe('the form of a clone', () => {
  it('begins as the image was made, with the next version that is free', () => {
    expect(first).toEqual({
      base: 'image',
      again: false,
      name: 'Office',
      version: '1.2.0',
      added: [],
      infrastructure: facts.build.infrastructure?.arn,
      distribution: facts.build.distribution?.arn,
    });
    expect(raised(facts, 'Office', 'patch')).toBe('1.0.2');
    expect(raised(facts, 'Other', 'minor')).toBe('1.1.0');
  });

  it('begins from the recipe where the image cannot be used, and without what is not its own', () => {
    const failed = { ...facts, build: { ...facts.build, status: 'FAILED' } };
    expect(firstForm(failed, me).base).toBe('recipe');
    const foreign = { ...facts, infrastructures: [] };
    expect(firstForm(foreign, '444455556666')).toMatchObject({
      infrastructure: '',
      distribution: '',
    });
  });

  it('asks for a component, a free version and where it is built, one after the other', () => {
    expect(obstacleOf(first)).toBe('Add at least one component.');
    expect(obstacleOf({ ...filled, version: '1.1.0' })).toContain('already');
    expect(obstacleOf({ ...filled, name: 'x' })).toContain('3 to 128');
    expect(obstacleOf({ ...filled, infrastructure: '' })).toContain('infrastructure');
    expect(obstacleOf(filled)).toBeUndefined();
  });

  it('says what is wrong beside the field', () => {
    expect(faultsOf({ ...first, name: '' }, facts)).toEqual({
      name: 'Enter the name of the recipe.',
    });
    expect(Object.keys(faultsOf({ ...first, version: '1' }, facts))).toEqual(['version']);
    expect(faultsOf(first, facts)).toEqual({});
  });

  it('wishes for what was entered, without spaces around it', () => {
    const form = { ...filled, name: ' Office ', version: ' 1.2.0 ', distribution: '' };
    expect(readCloneForm(form, facts, me)).toEqual({
      wish: {
        build: facts.build.arn,
        base: 'image',
        again: false,
        name: 'Office',
        version: '1.2.0',
        added: [{ arn: viewer.arn, parameters: added[0]?.parameters }],
        infrastructure: first.infrastructure,
      },
    });
    const fromRecipe = readCloneForm({ ...filled, base: 'recipe', again: true }, facts, me);
    expect(fromRecipe).toMatchObject({ wish: { base: 'recipe', again: false } });
  });

  it('shows what runs, and what the image has already', () => {
    const parts = (form: typeof first) => partRows(form, facts).map(({ part }) => part);
    expect(parts(filled)).toEqual(['in-image', 'added']);
    expect(parts({ ...filled, again: true })).toEqual(['kept', 'added']);
    expect(parts({ ...filled, base: 'recipe' })).toEqual(['kept', 'added']);
    expect(partRows(filled, facts)[1]).toMatchObject({
      label: 'viewer 1.0.0',
      parameters: 'edition = Team',
      place: 0,
    });
  });
});

describe('components to choose from', () => {
  it('are by name, those that fit first, with the newest version in front', () => {
    const listed = [
      { ...viewer, name: 'zip', version: '1.9.0' },
      { ...viewer, name: 'zip', version: '1.10.0' },
      { ...viewer, name: 'apt', platform: 'Linux' },
      viewer,
    ];
    const named = componentsByName(listed, facts.build);
    expect(named.map(({ name }) => name)).toEqual(['viewer', 'zip', 'apt']);
    expect(named[1]?.versions.map(({ version }) => version)).toEqual(['1.10.0', '1.9.0']);
    expect(named[2]?.obstacle).toContain('Linux');
  });

  it('are added with what was typed, a list by its lines', () => {
    expect(readChoice(viewer, {}, facts.build)).toEqual({
      obstacle: 'viewer 1.0.0 needs a value for edition.',
    });
    const texts = { edition: ' a b ', languages: 'en\n\n de ' };
    expect(readChoice(viewer, texts, facts.build)).toMatchObject({
      added: {
        parameters: [
          { name: 'edition', values: [' a b '] },
          { name: 'languages', values: ['en', 'de'] },
        ],
      },
    });
    expect(readChoice(viewer, { edition: 'x', languages: '\n' }, facts.build)).toMatchObject({
      added: { parameters: [{ name: 'edition' }] },
    });
  });
});
