import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepositoryApplication } from '@/lib/applications/application';
import { cloneOf, imageForBuilder, type Clone } from '@/lib/cloning/clone';
import type { Image } from '@/lib/images/image';
import type { Refusal, RefusalKind, RegionFacts } from '@/lib/lifecycle/refusals';
import { refusalsOfClone } from '@/lib/lifecycle/refusals-of-clone';
import {
  refusalsOfCopy,
  refusalsOfDelete,
  refusalsOfExport,
  refusalsOfImport,
  refusalsOfUpdate,
} from '@/lib/lifecycle/refusals-of-images';
import { modelOf } from '../../aws/models';
import { validateInput } from '../../aws/validate';
import { friend, home, owner, stranger } from '../support/values';

const role = `arn:aws:iam::${owner}:role/Images`;
const arn = (account: string) => `arn:aws:appstream:us-east-1:${account}:image/office`;

const imageOf = (changes: Partial<Image> = {}): Image => ({
  arn: arn(owner),
  name: 'office',
  owner,
  visibility: 'private',
  state: 'AVAILABLE',
  platform: 'WINDOWS_SERVER_2022',
  errors: [],
  dynamicCatalogs: false,
  instanceFamilies: ['GENERAL_PURPOSE', 'Graphics G5'],
  applications: [{ id: 'word', name: 'Word', enabled: true }],
  ...changes,
});
const factsOf = (changes: Partial<RegionFacts> = {}): RegionFacts => ({
  scope: home,
  images: [{ name: 'office', owner, state: 'AVAILABLE' }],
  builders: [],
  ...changes,
});
const application = (changes: Partial<RepositoryApplication> = {}): RepositoryApplication => ({
  id: 'editor',
  name: 'Editor',
  platform: 'windows',
  launchPath: 'C:\\Editor\\editor.exe',
  ...changes,
});

const builder = {
  name: 'office-2-builder',
  instanceType: 'stream.standard.medium',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  role,
  internetAccess: false,
  withoutImdsV1: true,
};
const wished = {
  image: 'office-2',
  dynamicCatalogs: false,
  latestAgent: true,
  tags: [{ key: 'team', value: 'finance' }],
  software: [],
  after: 'delete' as const,
};
interface Changes extends Partial<Omit<Parameters<typeof cloneOf>[0], 'builder'>> {
  readonly source?: Image;
  readonly applications?: readonly RepositoryApplication[];
}
const wish = (
  { source = imageOf(), applications = [application()], ...changes }: Changes = {},
  order: Partial<Clone['builder']> = {},
) =>
  cloneOf(
    { ...wished, ...changes, builder: { ...builder, ...order } },
    { source, applications, sourceTags: [], account: owner },
  );
const linux = imageOf({ platform: 'AMAZON_LINUX2' });
const shared = imageOf({
  owner: friend,
  arn: arn(friend),
  visibility: 'shared-with-me',
  granted: { fleet: true, imageBuilder: false },
});
const many = (count: number, from: Partial<Image> = {}) =>
  Array.from({ length: count }, (_, number) => ({
    name: `image-${number}`,
    owner,
    state: 'AVAILABLE',
    ...from,
  }));

const kindsOf = (refusals: readonly Refusal[]) => refusals.map(({ kind }) => kind);
/** Every refusal says what is wrong and a way on, in sentences. */
const wellSaid = (refusals: readonly Refusal[]) => {
  for (const { sentence } of refusals) expect(sentence).toMatch(/^\S.*\.$/);
};

const casesOf = (cases: readonly (readonly [RefusalKind, Clone, RegionFacts?])[]) =>
  cases.map(([kind, refused, facts = factsOf()]) => ({ kind, refused, facts }));

describe('a clone', () => {
  it('of an own image that AWS would make is not refused', () => {
    expect(refusalsOfClone(wish(), factsOf())).toEqual([]);
  });

  it('of a shared image goes by its ARN', () => {
    const source = { ...shared, granted: { fleet: false, imageBuilder: true } };
    expect(wish({ source }).builder.image).toEqual({ name: 'office', arn: arn(friend) });
    expect(refusalsOfClone(wish({ source }), factsOf())).toEqual([]);
    expect(imageForBuilder(imageOf(), owner)).toEqual({ name: 'office' });
  });

  const cases = casesOf([
    ['region', wish(), factsOf({ scope: { ...home, region: 'eu-north-9' } })],
    ['image-state', wish({ source: imageOf({ state: 'PENDING' }) })],
    ['image-state', wish({ source: imageOf({ state: 'FAILED' }) })],
    ['image-not-granted', wish({ source: shared })],
    ['image-not-granted', wish({ source: imageOf({ withoutBuilders: true }) })],
    ['name', wish({ image: 'office' })],
    ['name', wish({}, { name: 'office-2' })],
    ['name', wish(), factsOf({ builders: [{ name: 'office-2-builder', state: 'STOPPED' }] })],
    ['name', wish(), factsOf({ builders: [{ name: 'office-2', state: 'STOPPED' }] })],
    ['text', wish({ displayName: 'x'.repeat(101) })],
    ['text', wish({ description: 'x'.repeat(257) })],
    ['tags', wish({ tags: [{ key: 'aws:team', value: '' }] })],
    ['tags', wish({ tags: [{ key: 'team', value: 'a*b' }] })],
    ['tags', wish({ tags: many(51).map(({ name }) => ({ key: name, value: '' })) })],
    ['role', wish({}, { role: 'Images' })],
    ['role', wish({}, { role: `arn:aws:iam::${friend}:role/Images` })],
    ['network', wish({}, { subnets: ['a', 'b'] })],
    ['network', wish({}, { securityGroups: ['a', 'b', 'c', 'd', 'e', 'f'] })],
    ['network', wish({}, { subnets: [] })],
    [
      'network',
      wish({}, { subnets: [], securityGroups: [], domain: { directory: 'a', unit: 'b' } }),
    ],
    ['root-volume', wish({}, { rootVolume: 199 })],
    ['root-volume', wish({}, { rootVolume: 501 })],
    ['root-volume', wish({}, { rootVolume: 250.5 })],
    ['instance-family', wish({}, { instanceType: 'stream.compute.large' })],
    ['instance-family', wish({}, { instanceType: 'stream.graphics.g4dn.xlarge' })],
    ['image-platform', wish({ source: linux, applications: [], software: ['Office'] })],
    ['applications-none', wish({ applications: [] })],
    [
      'applications-too-many',
      wish({ applications: many(50).map(({ name }) => application({ id: name })) }),
    ],
    ['application-there', wish({ applications: [application({ id: 'word' })] })],
    ['application-platform', wish({ source: linux })],
    ['application-name', wish({ applications: [application({ id: 'my editor' })] })],
    ['quota-images', wish(), factsOf({ images: many(10) })],
    [
      'quota-image-builders',
      wish(),
      factsOf({ builders: many(10).map(({ name }) => ({ name, state: 'STOPPED' })) }),
    ],
    [
      'dynamic-catalogs',
      wish({
        source: linux,
        dynamicCatalogs: true,
        applications: [application({ platform: 'linux', launchPath: '/usr/bin/editor' })],
      }),
    ],
  ]);

  it.each(cases)('is refused for its $kind alone', ({ kind, refused, facts }) => {
    const refusals = refusalsOfClone(refused, facts);
    expect(kindsOf(refusals)).toEqual([kind]);
    wellSaid(refusals);
  });

  it('needs a role where files come from S3', () => {
    const source = { kind: 's3', uri: 's3://bucket/key' } as const;
    const fromS3 = application({ source, install: 'key /S' });
    const noRole = { role: '' };
    expect(kindsOf(refusalsOfClone(wish({ applications: [fromS3] }, noRole), factsOf()))).toEqual([
      'role',
    ]);
    expect(refusalsOfClone(wish({}, noRole), factsOf())).toEqual([]);
  });

  it('is doubted on an instance type that is in no list, and not refused', () => {
    const refusals = refusalsOfClone(wish({}, { instanceType: 'stream.new.large' }), factsOf());
    expect(refusals).toMatchObject([{ kind: 'instance-type', certain: false }]);
    wellSaid(refusals);
  });

  it('takes the edges of what AWS takes', () => {
    for (const edge of [
      wish({}, { rootVolume: 200 }),
      wish({}, { rootVolume: 500 }),
      wish({}, { instanceType: 'stream.graphics.g5.xlarge' }),
      wish({ source: imageOf({ instanceFamilies: [] }) }, { instanceType: 'stream.compute.large' }),
      wish({ applications: many(49).map(({ name }) => application({ id: name })) }),
      wish({ applications: [], software: ['Office'] }),
    ]) {
      expect(refusalsOfClone(edge, factsOf())).toEqual([]);
    }
    expect(refusalsOfClone(wish(), factsOf({ images: many(20, { owner: friend }) }))).toEqual([]);
  });
});

const copy = { image: 'office-2', description: 'A copy' };
const update = { source: 'office', image: 'office-2', tags: [] };
const exported = { image: 'office', ami: 'office-ami', role, tags: [] };
const imported = {
  ami: { id: 'ami-0123456789abcdef0' },
  image: 'office-2',
  role,
  alwaysLatestAgent: true,
  applications: [{ id: 'editor', name: 'My Editor', path: 'C:\\editor.exe' }],
  tags: [],
};

describe('what is made of an image', () => {
  it('is not refused where AWS would make it', () => {
    expect(refusalsOfCopy(imageOf(), copy, factsOf())).toEqual([]);
    expect(refusalsOfUpdate(imageOf(), update, factsOf())).toEqual([]);
    expect(refusalsOfExport(imageOf(), exported, factsOf(), new Set())).toEqual([]);
    expect(refusalsOfImport(imported, factsOf())).toEqual([]);
  });

  it.each<readonly [RefusalKind, string, readonly Refusal[]]>([
    ['image-owner', 'copy', refusalsOfCopy(shared, copy, factsOf())],
    ['image-state', 'copy', refusalsOfCopy(imageOf({ state: 'COPYING' }), copy, factsOf())],
    ['name', 'copy', refusalsOfCopy(imageOf(), { image: 'office' }, factsOf())],
    ['quota-images', 'copy', refusalsOfCopy(imageOf(), copy, factsOf({ images: many(10) }))],
    [
      'copies-underway',
      'copy',
      refusalsOfCopy(imageOf(), copy, factsOf({ images: many(2, { state: 'COPYING' }) })),
    ],
    ['image-owner', 'update', refusalsOfUpdate(shared, update, factsOf())],
    ['image-platform', 'update', refusalsOfUpdate(linux, update, factsOf())],
    [
      'updates-underway',
      'update',
      refusalsOfUpdate(imageOf(), update, factsOf({ images: many(5, { state: 'CREATING' }) })),
    ],
    ['name', 'export', refusalsOfExport(imageOf(), exported, factsOf(), new Set(['office-ami']))],
    [
      'role',
      'export',
      refusalsOfExport(imageOf(), { ...exported, role: '' }, factsOf(), new Set()),
    ],
    ['image-owner', 'export', refusalsOfExport(shared, exported, factsOf(), new Set())],
    ['ami', 'import', refusalsOfImport({ ...imported, ami: { id: 'ami-1' } }, factsOf())],
    ['role', 'import', refusalsOfImport({ ...imported, role: '' }, factsOf())],
    ['text', 'import', refusalsOfImport({ ...imported, description: 'It is new!' }, factsOf())],
    [
      'application-name',
      'import',
      refusalsOfImport(
        { ...imported, applications: [{ id: 'my editor', name: 'Editor', path: 'x' }] },
        factsOf(),
      ),
    ],
    [
      'applications-too-many',
      'import',
      refusalsOfImport(
        {
          ...imported,
          applications: many(51).map(({ name }) => ({ id: name, name, path: 'x' })),
        },
        factsOf(),
      ),
    ],
  ])('is refused for its %s alone: %s', (kind, _act, refusals) => {
    expect(kindsOf(refusals)).toEqual([kind]);
    wellSaid(refusals);
  });

  it('counts as uncertain where a quota can be raised', () => {
    const full = factsOf({ images: many(10) });
    expect(refusalsOfCopy(imageOf(), copy, full).map(({ certain }) => certain)).toEqual([false]);
    const [refused] = refusalsOfCopy(shared, copy, factsOf());
    expect(refused?.certain).toBe(true);
  });
});

/** Texts that mostly are what AWS takes. */
const texts = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 12, arbitrary: fc.stringMatching(/^[b-z0-9][a-zA-Z0-9_.-]{0,12}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-zA-Z0-9_.() -]{0,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z]{98,103}$/) },
);

describe('an import that is not refused', () => {
  const operation = modelOf('appstream').operations['CreateImportedImage'];

  it('is one that the model of AWS takes', () => {
    let judged = 0;
    fc.assert(
      fc.property(
        fc.record({
          ami: fc.record({
            id: fc.oneof(
              { weight: 1, arbitrary: texts },
              { weight: 9, arbitrary: fc.stringMatching(/^ami-[a-z0-9]{7,18}$/) },
            ),
          }),
          image: texts,
          role: fc.constant(role),
          displayName: texts,
          description: texts,
          alwaysLatestAgent: fc.boolean(),
          applications: fc.array(fc.record({ id: texts, name: texts, path: texts }), {
            maxLength: 3,
          }),
          tags: fc.array(fc.record({ key: texts, value: texts }), { maxLength: 3 }),
        }),
        (order) => {
          if (refusalsOfImport(order, factsOf()).length > 0 || !operation) return;
          judged += 1;
          const { ami, image: Name, displayName, description, applications, tags } = order;
          expect(() =>
            validateInput(modelOf('appstream'), operation, {
              Name,
              SourceAmiId: ami.id,
              IamRoleArn: role,
              DisplayName: displayName,
              Description: description,
              AppCatalogConfig: applications.map(({ id, name, path }) => ({
                Name: id,
                DisplayName: name,
                AbsoluteAppPath: path,
              })),
              ...(tags.length > 0 && {
                Tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
              }),
            }),
          ).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
    expect(judged).toBeGreaterThan(10);
  });
});

describe('a deletion', () => {
  const unused = { shares: [], fleets: [], builders: [], exports: [] };

  it('of an own image that nobody uses is not refused', () => {
    expect(refusalsOfDelete(imageOf(), unused, home)).toEqual([]);
    const idle = [{ account: friend, fleet: false, imageBuilder: false }];
    expect(refusalsOfDelete(imageOf(), { ...unused, shares: idle }, home)).toEqual([]);
  });

  it('names everything that stands in its way', () => {
    const refusals = refusalsOfDelete(
      imageOf(),
      {
        shares: [
          { account: friend, fleet: true, imageBuilder: false },
          { account: stranger, fleet: false, imageBuilder: true },
        ],
        fleets: [
          { name: 'desks', state: 'RUNNING', stacks: ['finance', 'hr'] },
          { name: 'spare', state: 'STOPPED', stacks: [] },
        ],
        builders: [
          { name: 'builder', state: 'STOPPED' },
          { name: 'coming', state: 'PENDING' },
        ],
        exports: ['office-ami'],
      },
      home,
    );
    expect(refusals.map(({ kind, subject, certain }) => [kind, subject, certain])).toEqual([
      ['shared', friend, true],
      ['shared', stranger, true],
      ['fleet', 'desks', true],
      ['fleet', 'spare', true],
      ['image-state', 'office-ami', false],
      ['image-builder', 'builder', false],
      ['image-builder', 'coming', false],
    ]);
    expect(refusals[6]?.sentence).toContain('is being made from it');
    expect(refusals[2]?.sentence).toBe(
      'The fleet desks (RUNNING, of 2 stacks: finance, hr) runs on it. Give the fleet another image, or delete it.',
    );
    wellSaid(refusals);
  });

  it.each([
    ['image-owner', shared],
    ['image-owner', { ...imageOf({ visibility: 'public' }), owner: undefined }],
    ['image-gone', imageOf({ state: 'DELETING' })],
    ['image-state', imageOf({ state: 'COPYING' })],
    ['image-state', imageOf({ state: 'IMPORTING' })],
    ['image-state', imageOf({ state: 'VALIDATING' })],
  ] as const)('is refused for its %s', (kind, { owner: whose, ...image }) => {
    const refused = { ...image, ...(whose !== undefined && { owner: whose }) };
    expect(kindsOf(refusalsOfDelete(refused, unused, home))).toEqual([kind]);
  });
});
