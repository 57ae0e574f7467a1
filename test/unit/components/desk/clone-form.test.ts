import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { choicesFor, fitsText } from '@/components/desk/lifecycle/clone-choices';
import {
  builderNameOf,
  type CloneFacts,
  type CloneForm,
} from '@/components/desk/lifecycle/clone-entry';
import {
  errorsOfClone,
  findSource,
  notesOfClone,
  obstacleToCloning,
  obstacleToExactCopy,
  readCloneForm,
  startCloneForm,
} from '@/components/desk/lifecycle/clone-form';
import type { RepositoryApplication } from '@/lib/applications/application';
import { cloneOf } from '@/lib/cloning/clone';
import type { Image } from '@/lib/images/image';
import { refusalsOfClone } from '@/lib/lifecycle/refusals-of-clone';
import { lifecycleWish } from '@/lib/operations/lifecycle-wish';
import { friend, home, owner } from '../../support/values';

const arnOf = (account: string, name = 'office') =>
  `arn:aws:appstream:us-east-1:${account}:image/${name}`;

const office: Image = {
  arn: arnOf(owner),
  name: 'office',
  owner,
  displayName: 'Office',
  description: 'For everybody',
  visibility: 'private',
  state: 'AVAILABLE',
  platform: 'WINDOWS_SERVER_2022',
  agentVersion: '06-11-2026',
  errors: [],
  dynamicCatalogs: true,
  instanceFamilies: ['GENERAL_PURPOSE'],
  applications: [{ id: 'Firefox', name: 'Firefox', enabled: true }],
};
const shared: Image = {
  ...office,
  owner: friend,
  arn: arnOf(friend),
  visibility: 'shared-with-me',
  granted: { fleet: true, imageBuilder: true },
};
const application = (changes: Partial<RepositoryApplication> = {}): RepositoryApplication => ({
  id: 'Editor',
  name: 'An editor',
  platform: 'windows',
  install: 'setup.exe /S',
  launchPath: 'C:\\Editor\\editor.exe',
  ...changes,
});
const facts = (changes: Partial<CloneFacts> = {}): CloneFacts => ({
  source: office,
  sourceTags: [
    { key: 'Team', value: 'Workplace' },
    { key: 'aws:cloudformation:stack-name', value: 'office' },
  ],
  region: {
    scope: home,
    images: [{ name: 'office', owner, state: 'AVAILABLE' }],
    builders: [{ name: 'office-builder', state: 'RUNNING' }],
  },
  applications: [application()],
  networks: undefined,
  ...changes,
});
const filled = (changes: Partial<CloneForm> = {}, known = facts()): CloneForm => ({
  ...startCloneForm(known),
  instanceType: 'stream.standard.medium',
  applications: ['Editor'],
  ...changes,
});
const obstacleOf = (changes: Partial<CloneForm>, known = facts()) => {
  const reading = readCloneForm(filled(changes, known), known);
  return 'obstacle' in reading ? reading.obstacle : undefined;
};
const wishOf = (changes: Partial<CloneForm> = {}, known = facts()) => {
  const reading = readCloneForm(filled(changes, known), known);
  if ('obstacle' in reading) throw new Error(reading.obstacle);
  return reading.wish;
};

describe('the form of a clone', () => {
  it('begins with what the image is, and names that are free', () => {
    const form = startCloneForm(facts());
    expect(form).toMatchObject({
      image: 'office-2',
      displayName: 'Office',
      description: 'For everybody',
      dynamicCatalogs: true,
      tags: [{ key: 'Team', value: 'Workplace' }],
      after: 'delete',
    });
    expect(builderNameOf(form, facts().region)).toBe('office-2-builder');
    expect(builderNameOf({ ...form, image: 'office' }, facts().region)).toBe('office-builder-2');
    expect(builderNameOf({ ...form, builder: ' mine ' }, facts().region)).toBe('mine');
  });

  it('suggests no name that AWS keeps for itself', () => {
    const { owner: _, ...base } = office;
    const source: Image = { ...base, name: 'AppStream-WinServer2022', visibility: 'public' };
    expect(startCloneForm(facts({ source })).image).toBe('');
  });

  it('asks for an instance type and an application, and calls neither a mistake', () => {
    const empty = startCloneForm(facts());
    expect(readCloneForm(empty, facts())).toEqual({
      obstacle: 'Pick an instance type for the image builder.',
    });
    expect(obstacleOf({ applications: [] })).toBe(
      'Pick at least one application to add, or make an exact copy of the image instead.',
    );
    expect(errorsOfClone(empty, facts())).toEqual({});
  });

  it('becomes the wish that it stands for', () => {
    expect(wishOf()).toEqual({
      act: 'clone',
      source: { name: 'office' },
      image: 'office-2',
      displayName: 'Office',
      description: 'For everybody',
      dynamicCatalogs: true,
      latestAgent: true,
      tags: [{ key: 'Team', value: 'Workplace' }],
      builder: {
        name: 'office-2-builder',
        instanceType: 'stream.standard.medium',
        subnets: [],
        securityGroups: [],
        internetAccess: false,
        withoutImdsV1: true,
      },
      applications: ['Editor'],
      software: [],
      after: 'delete',
    });
  });

  it('becomes a wish with everything that can be entered', () => {
    const role = `arn:aws:iam::${owner}:role/Images`;
    expect(
      wishOf({
        image: ' spring ',
        builder: 'spring-machine',
        displayName: '',
        description: ' ',
        latestAgent: false,
        subnet: ' subnet-0a1b2c3d ',
        securityGroups: ['sg-0a1b2c3d'],
        role: ` ${role} `,
        directory: 'corp.example.com',
        unit: 'OU=Images,DC=corp,DC=example,DC=com',
        internetAccess: true,
        rootVolume: '300',
        withoutImdsV1: false,
        software: ['Microsoft_Office_2024_LTSC_Standard_64Bit'],
        tags: [],
        after: 'stop',
      }),
    ).toEqual({
      act: 'clone',
      source: { name: 'office' },
      image: 'spring',
      dynamicCatalogs: true,
      latestAgent: false,
      tags: [],
      builder: {
        name: 'spring-machine',
        instanceType: 'stream.standard.medium',
        agentVersion: '06-11-2026',
        subnets: ['subnet-0a1b2c3d'],
        securityGroups: ['sg-0a1b2c3d'],
        role,
        domain: { directory: 'corp.example.com', unit: 'OU=Images,DC=corp,DC=example,DC=com' },
        internetAccess: true,
        rootVolume: 300,
        withoutImdsV1: false,
      },
      applications: ['Editor'],
      software: ['Microsoft_Office_2024_LTSC_Standard_64Bit'],
      after: 'stop',
    });
  });

  it('names an image of another account by its ARN', () => {
    expect(wishOf({ image: 'mine' }, facts({ source: shared }))).toMatchObject({
      source: { name: 'office', arn: arnOf(friend) },
    });
  });

  it.each<[keyof ReturnType<typeof errorsOfClone>, Partial<CloneForm>, RegExp]>([
    ['image', { image: 'office' }, /^The name office is taken/],
    ['image', { image: 'amazon-office' }, /^An image name does not start with amazon/],
    ['image', { image: '' }, /^Enter a name/],
    ['builder', { builder: 'office-builder' }, /^The name office-builder is taken/],
    ['builder', { builder: 'office-2' }, /^The name office-2 is taken/],
    ['displayName', { displayName: 'x'.repeat(300) }, /^A display name has up to/],
    ['description', { description: 'x'.repeat(257) }, /^A description has up to/],
    ['instanceType', { instanceType: 'stream.graphics.g5.xlarge' }, /^This image does not run on/],
    ['instanceType', { instanceType: 'large' }, /^Instance types have names such as/],
    ['instanceType', { instanceType: 'stream.' }, /^Instance types have names such as/],
    ['applications', { applications: ['Editor', 'Editor'] }, /^An editor is picked twice/],
    ['network', { subnet: 'desktops' }, /^The id of a subnet/],
    ['network', { securityGroups: ['sg-0a1b2c3d'] }, /^Security groups are of a VPC/],
    ['network', { subnet: 'subnet-0a1b2c3d', securityGroups: ['x'] }, /^x is not the id/],
    ['role', { role: 'Images' }, /^Images is not the ARN of an IAM role/],
    ['domain', { directory: 'corp.example.com' }, /^Joining a domain needs both/],
    ['network', { directory: 'corp.example.com', unit: 'OU=X' }, /^The directory is reached/],
    ['rootVolume', { rootVolume: '100' }, /^A root volume has 200 to 500 GiB/],
    ['rootVolume', { rootVolume: 'large' }, /^A root volume has 200 to 500 GiB/],
    ['tags', { tags: [{ key: 'aws:x', value: '' }] }, /^AWS does not take the tag aws:x/],
  ])('says at %s what is wrong with it', (field, changes, words) => {
    expect(errorsOfClone(filled(changes), facts())[field]).toMatch(words);
    expect(obstacleOf(changes)).toMatch(words);
  });

  it('says the first mistake in the order of the form', () => {
    expect(obstacleOf({ rootVolume: '1', role: 'x', image: '' })).toBe('Enter a name.');
    expect(obstacleOf({ rootVolume: '1', role: 'x' })).toMatch(/^x is not the ARN/);
  });

  it('asks for a role only where an application is fetched with it', () => {
    const s3 = application({ source: { kind: 's3', uri: 's3://installers/editor.exe' } });
    expect(obstacleOf({}, facts({ applications: [s3] }))).toMatch(/^Pick an IAM role/);
    expect(obstacleOf({}, facts())).toBeUndefined();
  });

  it('tells when the machine may not reach what it has to fetch', () => {
    const known = facts({
      applications: [application({ source: { kind: 'https', url: 'https://example.com/a.exe' } })],
    });
    expect(notesOfClone(filled({}, known), known)).toHaveLength(1);
    expect(notesOfClone(filled({ internetAccess: true }, known), known)).toEqual([]);
    expect(notesOfClone(filled({ subnet: 'subnet-0a1b2c3d' }, known), known)).toEqual([]);
    expect(notesOfClone(filled({ applications: [] }, known), known)).toEqual([]);
  });

  it('asks for nothing that its plan would refuse, and for no more than AWS does', () => {
    const text = fc.constantFrom('', ' ', 'office', 'x', 'aws-x', 'a b', 'x'.repeat(120));
    const known = facts();
    fc.assert(
      fc.property(
        fc.record(
          {
            image: text,
            builder: fc.option(text, { nil: undefined }),
            displayName: text,
            description: text,
            instanceType: fc.constantFrom('', 'stream.standard.small', 'stream.memory.large'),
            applications: fc.subarray(['Editor', 'gone']),
            subnet: fc.constantFrom('', 'subnet-0a1b2c3d', 'subnet'),
            securityGroups: fc.subarray(['sg-0a1b2c3d', 'sg']),
            role: fc.constantFrom('', 'x', `arn:aws:iam::${owner}:role/Images`),
            directory: text,
            unit: text,
            rootVolume: fc.constantFrom('', '200', '1', 'x', '200.5'),
          },
          { requiredKeys: [] },
        ),
        (changes) => {
          const reading = readCloneForm(filled(changes), known);
          if ('obstacle' in reading) {
            expect(reading.obstacle).toMatch(/^\S.*\.$/);
            return;
          }
          const { wish } = reading;
          if (wish.act !== 'clone') throw new Error(wish.act);
          expect(v.is(lifecycleWish, wish)).toBe(true);
          const clone = cloneOf(wish, {
            source: office,
            sourceTags: known.sourceTags,
            applications: known.applications.filter(({ id }) => wish.applications.includes(id)),
            account: owner,
          });
          expect(refusalsOfClone(clone, known.region).filter((each) => each.certain)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('an exact copy', () => {
  it('needs a name alone, and has the tags of the image', () => {
    const form = { way: 'copy', applications: [], instanceType: '', shares: true } as const;
    expect(wishOf(form)).toEqual({
      act: 'copy',
      copies: [
        {
          from: { region: home.region, image: 'office' },
          to: { region: home.region, image: 'office-2' },
        },
      ],
      description: 'For everybody',
      tags: true,
      shares: true,
    });
    expect(v.is(lifecycleWish, wishOf(form))).toBe(true);
  });

  it('does not look at what an image builder would be', () => {
    expect(obstacleOf({ way: 'copy', role: 'x', rootVolume: '1' })).toBeUndefined();
    expect(errorsOfClone(filled({ way: 'copy', image: 'office' }), facts())).toEqual({
      image: 'The name office is taken in this Region. Enter another one.',
    });
    expect(
      errorsOfClone(filled({ way: 'copy', description: 'x'.repeat(257) }), facts()),
    ).toHaveProperty('description');
  });

  it('is one of an own image alone', () => {
    expect(obstacleToExactCopy(facts())).toBeUndefined();
    expect(obstacleToExactCopy(facts({ source: shared }))).toMatch(
      /^This image belongs to account \d{12}\. Only an image of this account can be copied/,
    );
    expect(obstacleOf({ way: 'copy', image: 'mine' }, facts({ source: shared }))).toMatch(
      /^This image belongs to account/,
    );
  });
});

describe('an image', () => {
  it('is found by its ARN, and an own one by its name before others', () => {
    const both = [shared, office];
    expect(findSource(both, { name: 'office' }, owner)).toBe(office);
    expect(findSource([shared], { name: 'office' }, owner)).toBe(shared);
    expect(findSource(both, { name: 'office', arn: shared.arn }, owner)).toBe(shared);
    expect(findSource([office], { name: 'office', arn: shared.arn }, owner)).toBeUndefined();
    expect(findSource(both, { name: 'offices' }, owner)).toBeUndefined();
  });

  it('is cloned when it is AVAILABLE and granted', () => {
    expect(obstacleToCloning(facts())).toBeUndefined();
    expect(obstacleToCloning(facts({ source: shared }))).toBeUndefined();
    expect(obstacleToCloning(facts({ source: { ...office, state: 'FAILED' } }))).toMatch(
      /^Only an image that is AVAILABLE can be cloned; this one is FAILED/,
    );
    const granted = { fleet: true, imageBuilder: false };
    expect(obstacleToCloning(facts({ source: { ...shared, granted } }))).toMatch(
      /shares this image for fleets only/,
    );
  });
});

const licensed = (platform: string) =>
  choicesFor({ applications: [], platform }, []).map(({ kind }) => kind);

describe('what can be added', () => {
  const applications = [
    application({ id: 'gimp', name: 'Gimp', platform: 'linux', launchPath: '/usr/bin/gimp' }),
    application({ id: 'firefox', name: 'Firefox' }),
    application(),
  ];

  const found = (text: string) =>
    choicesFor(office, applications)
      .filter((each) => fitsText(each, text))
      .map(({ id }) => id);

  it('is told from what is there already and from what does not fit', () => {
    const own = choicesFor(office, applications).filter(({ kind }) => kind === 'repository');
    expect(own.map(({ id, installed, obstacle }) => [id, installed, obstacle])).toEqual([
      ['Editor', false, undefined],
      ['firefox', true, 'Firefox is on the image already.'],
      ['gimp', false, expect.stringMatching(/^Gimp is for Linux/)],
    ]);
  });

  it('is shown by how likely it is wanted', () => {
    const all = choicesFor(office, applications).map(({ id }) => id);
    expect(all.slice(0, 2)).toEqual(['Editor', 'firefox']);
    expect(all.at(-1)).toBe('gimp');
    expect(all).toHaveLength(27);
  });

  it('is license-included software on Windows alone', () => {
    expect(licensed('WINDOWS_SERVER_2022')).toHaveLength(24);
    expect(licensed('AMAZON_LINUX2')).toEqual([]);
  });

  it('can be looked for', () => {
    expect(found('EDIT')).toEqual(['Editor']);
    expect(found(' visio 2024 ltsc prof')).toHaveLength(2);
    expect(found('repository')).toHaveLength(3);
  });
});
