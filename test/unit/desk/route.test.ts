import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, readDeskHash, routeTo, settingsSections, type DeskRoute } from '@/lib/desk/route';
import type { ImageRef } from '@/lib/images/image';
import type { DeskTarget } from '@/lib/operations/surfaces';
import { accountIds, friend, home, imageNames, owner, partitions, scopes } from '../support/values';

const images: fc.Arbitrary<ImageRef> = fc
  .record({ name: imageNames, withArn: fc.boolean(), scope: scopes })
  .map(({ name, withArn, scope }) => {
    const { partition, region, account } = scope;
    const arn = `arn:${partition}:appstream:${region}:${account}:image/${name}`;
    return withArn ? { name, arn } : { name };
  });

const builds = fc
  .record({ scope: scopes, version: fc.nat(99), build: fc.integer({ min: 1, max: 99 }) })
  .map(
    ({ scope: { partition, region, account }, version, build }) =>
      `arn:${partition}:imagebuilder:${region}:${account}:image/office-${version}/${version}.0.1/${build}`,
  );

/** How a table is shown, which is any text. */
const shows = fc.string({ minLength: 1 });

const findings: fc.Arbitrary<DeskRoute> = fc.oneof(
  fc.record(
    {
      view: fc.constant('findings' as const),
      scope: scopes,
      vulnerability: fc.constantFrom('CVE-2026-1234', 'GHSA-jfh8-c2jp-5v3q', 'a:b/c+d@1.0'),
    },
    { requiredKeys: ['view'] },
  ),
  fc.record(
    {
      view: fc.constant('findings-compare' as const),
      scope: scopes,
      base: builds,
      target: builds,
      show: shows,
    },
    { requiredKeys: ['view'] },
  ),
  fc.record(
    {
      view: fc.constant('findings-series' as const),
      scope: scopes,
      image: builds.map((arn) => arn.replace(/\/[\d.]+\/\d+$/, '')),
      show: shows,
    },
    { requiredKeys: ['view', 'scope', 'image'] },
  ),
  fc.record(
    {
      view: fc.constant('findings-series' as const),
      scope: scopes,
      pipeline: scopes.map(
        ({ partition, region, account }) =>
          `arn:${partition}:imagebuilder:${region}:${account}:image-pipeline/office`,
      ),
      show: shows,
    },
    { requiredKeys: ['view', 'scope', 'pipeline'] },
  ),
  fc.record(
    { view: fc.constant('findings-judgements' as const), scope: scopes },
    { requiredKeys: ['view'] },
  ),
);

const routes: fc.Arbitrary<DeskRoute> = fc.oneof(
  findings,
  fc.record({ view: fc.constantFrom('images' as const, 'activity' as const) }),
  fc.record({ view: fc.constantFrom('images' as const, 'activity' as const), scope: scopes }),
  fc.record({
    view: fc.constant('settings' as const),
    section: fc.constantFrom(...settingsSections),
  }),
  fc.record({
    view: fc.constant('settings' as const),
    section: fc.constantFrom(...settingsSections),
    scope: scopes,
  }),
  fc.record({
    view: fc.constantFrom('share' as const, 'edit' as const, 'stop' as const),
    scope: scopes,
    image: images,
  }),
  fc.record({
    view: fc.constantFrom('share' as const, 'edit' as const, 'stop' as const),
    scope: scopes,
    image: images,
    chosen: fc.constant(true as const),
  }),
  fc.record(
    {
      view: fc.constant('choose' as const),
      tabId: fc.nat(),
      partition: partitions,
      region: fc.constantFrom('us-east-1', 'cn-north-1'),
    },
    { requiredKeys: ['view', 'tabId', 'partition'] },
  ),
  fc.record({
    view: fc.constant('revoke' as const),
    scope: scopes,
    image: images,
    account: accountIds,
  }),
  fc.record(
    {
      view: fc.constant('bulk' as const),
      scope: scopes,
      images: fc.array(imageNames, { minLength: 1, maxLength: 5 }),
      chosen: fc.constant(true as const),
    },
    { requiredKeys: ['view', 'scope'] },
  ),
  fc.record(
    {
      view: fc.constant('matrix' as const),
      scope: scopes,
      images: fc.array(
        fc.record({ region: fc.constantFrom('us-east-1', 'eu-west-1'), image: imageNames }),
        { minLength: 1, maxLength: 5 },
      ),
      chosen: fc.constant(true as const),
    },
    { requiredKeys: ['view', 'scope', 'images'] },
  ),
  fc.constant({ view: 'bulk' as const }),
  fc.record({ view: fc.constant('jobs' as const), scope: scopes }, { requiredKeys: ['view'] }),
  fc.record(
    { view: fc.constant('job' as const), id: fc.uuid(), scope: scopes },
    { requiredKeys: ['view', 'id'] },
  ),
  fc.record(
    {
      view: fc.constant('revise' as const),
      job: fc.uuid(),
      as: fc.constantFrom('undo' as const, 'retry' as const, 'again' as const),
      scope: scopes,
    },
    { requiredKeys: ['view', 'job', 'as'] },
  ),
);

const job = '0b0f8a1c-5f5e-4a57-9c8e-0d6a1f4b2c3d';

describe('a route of the desk', () => {
  it('comes back out of its hash as it went in', () => {
    fc.assert(
      fc.property(routes, fc.boolean(), (route, dialog) => {
        expect(readDeskHash(hashOf(route, dialog))).toEqual({ route, dialog });
        const href = new URL(`https://desk.test/desk.html${hashOf(route, dialog)}`).hash;
        expect(readDeskHash(href)).toEqual({ route, dialog });
      }),
      { numRuns: 300 },
    );
  });

  it('carries its whole state in a hash that people can read', () => {
    const image = { name: 'office-2026' };
    expect(hashOf({ view: 'revoke', scope: home, image, account: friend }, true)).toBe(
      `#/revoke?partition=aws&account=${owner}&region=us-east-1&image=office-2026&with=${friend}&window=dialog`,
    );
    expect(hashOf({ view: 'images' }, false)).toBe('#/images');
  });

  const image = `arn:aws:imagebuilder:us-east-1:${owner}:image/office`;
  const build = `${image}/2.0.0/4`;
  const scoped = `partition=aws&account=${owner}&region=us-east-1`;

  it.each([
    ['', { view: 'images' }],
    ['#', { view: 'images' }],
    ['#/', { view: 'images' }],
    ['#/nonsense', { view: 'images' }],
    ['#/settings', { view: 'settings', section: 'credentials' }],
    ['#/settings/safety', { view: 'settings', section: 'safety' }],
    ['#/settings/nonsense', { view: 'settings', section: 'credentials' }],
    [`#/activity?${scoped}`, { view: 'activity', scope: home }],
    ['#/share', { view: 'images' }],
    ['#/share?image=a', { view: 'images' }],
    [`#/share?${scoped}`, { view: 'images', scope: home }],
    [`#/share?${scoped}&image=`, { view: 'images', scope: home }],
    [`#/revoke?${scoped}&image=a`, { view: 'images', scope: home }],
    [`#/revoke?${scoped}&image=a&with=12`, { view: 'images', scope: home }],
    [`#/images?partition=mars&account=${owner}&region=us-east-1`, { view: 'images' }],
    ['#/images?partition=aws&account=12&region=us-east-1', { view: 'images' }],
    [`#/images?partition=aws&account=${owner}`, { view: 'images' }],
    ['#/choose', { view: 'images' }],
    ['#/choose?tab=7', { view: 'images' }],
    ['#/choose?tab=x&partition=aws', { view: 'images' }],
    ['#/choose?tab=-1&partition=aws', { view: 'images' }],
    ['#/choose?tab=7&partition=mars', { view: 'images' }],
    ['#/choose?tab=7&partition=aws', { view: 'choose', tabId: 7, partition: 'aws' }],
    [`#/share?${scoped}&image=a&chosen=1`, { view: 'share', scope: home, image: { name: 'a' } }],
    ['#/jobs', { view: 'jobs' }],
    ['#/jobs/', { view: 'jobs' }],
    ['#/jobs/nonsense', { view: 'jobs' }],
    [`#/jobs/${job}`, { view: 'job', id: job }],
    [`#/jobs/${job}/plan?as=undo`, { view: 'revise', job, as: 'undo' }],
    [`#/jobs/${job}/plan?as=nonsense`, { view: 'job', id: job }],
    [`#/jobs/${job}/plan/more?as=undo`, { view: 'jobs' }],
    ['#/share-many?image=a', { view: 'bulk' }],
    [`#/share-many?${scoped}&image=`, { view: 'bulk', scope: home }],
    [
      `#/share-many?${scoped}&image=a&image=b&chosen=true`,
      { view: 'bulk', scope: home, images: ['a', 'b'], chosen: true },
    ],
    ['#/findings/nonsense', { view: 'findings' }],
    ['#/findings?vulnerability=%3Cb%3E', { view: 'findings' }],
    ['#/findings/compare?base=office&target=arn:aws:s3:::b&show=', { view: 'findings-compare' }],
    [`#/findings/compare?target=${build}`, { view: 'findings-compare', target: build }],
    [`#/findings/builds?of=${image}`, { view: 'findings' }],
    [`#/findings/builds?${scoped}&of=${build}`, { view: 'findings', scope: home }],
    [`#/findings/builds?${scoped}&of=${image}`, { view: 'findings-series', scope: home, image }],
    [`#/constructor?${scoped}&image=a`, { view: 'images', scope: home }],
  ])('is the images where the hash makes no sense: %j', (hash, route) => {
    expect(readDeskHash(hash)).toEqual({ route, dialog: false });
  });

  it('never makes anything of any text but a route', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webFragments().map((text) => `#${text}`),
        ),
        (hash) => {
          const { route } = readDeskHash(hash);
          expect([
            'images',
            'bulk',
            'findings',
            'findings-compare',
            'findings-judgements',
            'jobs',
            'job',
            'revise',
            'activity',
            'settings',
            'choose',
            'share',
            'edit',
            'stop',
            'revoke',
          ]).toContain(route.view);
        },
      ),
    );
  });
});

describe('the route to what a page asks for', () => {
  const image = { name: 'office-2026' };

  it.each([
    [{ view: 'images' }, { view: 'images', scope: home }],
    [{ view: 'settings' }, { view: 'settings', section: 'credentials', scope: home }],
    [
      { view: 'settings', section: 'safety' },
      { view: 'settings', section: 'safety', scope: home },
    ],
    [{ view: 'jobs' }, { view: 'jobs', scope: home }],
    [{ view: 'bulk' }, { view: 'bulk', scope: home }],
    [
      { view: 'bulk', images: [image, { name: 'b' }] },
      { view: 'bulk', images: [image.name, 'b'], scope: home },
    ],
    [
      { view: 'share', image },
      { view: 'share', image, scope: home },
    ],
    [
      { view: 'stop', image },
      { view: 'stop', image, scope: home },
    ],
    [
      { view: 'revoke', image, account: friend },
      { view: 'revoke', image, account: friend, scope: home },
    ],
  ] satisfies [DeskTarget, DeskRoute][])('of %j has the scope of the page', (target, route) => {
    expect(routeTo(target, home)).toEqual(route);
  });

  const page = { tabId: 7, partition: 'aws', region: 'us-east-1' } as const;

  it('marks a change whose account only the person has said', () => {
    const target = { view: 'stop', image } as const;
    const marked = { ...target, scope: home, chosen: true };
    expect(routeTo(target, home, { ...page, chosen: true })).toEqual(marked);
    expect(routeTo(target, home, { ...page, chosen: false })).toEqual({ ...target, scope: home });
    expect(routeTo({ view: 'images' }, home, { ...page, chosen: true })).toEqual({
      view: 'images',
      scope: home,
    });
  });

  it('marks sharing many images in the same way, and names none without an account', () => {
    const target: DeskTarget = { view: 'bulk', images: [image] };
    expect(routeTo(target, home, { ...page, chosen: true })).toEqual({
      view: 'bulk',
      images: [image.name],
      scope: home,
      chosen: true,
    });
    expect(routeTo(target, undefined)).toEqual({ view: 'bulk' });
  });

  it('asks for the account of the page’s tab, and of no tab where there is no page', () => {
    expect(routeTo({ view: 'choose' }, undefined, { ...page, chosen: false })).toEqual({
      view: 'choose',
      ...page,
    });
    expect(routeTo({ view: 'choose' }, home)).toEqual({ view: 'images', scope: home });
  });

  it('of a comparison needs no scope, as the builds say where they are', () => {
    const target = {
      view: 'findings-compare',
      target: `arn:aws:imagebuilder:us-east-1:${owner}:image/office/2.0.0/4`,
    } as const;
    expect(routeTo(target, undefined)).toEqual(target);
    expect(routeTo(target, home, { ...page, chosen: true })).toEqual({ ...target, scope: home });
  });

  it('is the images when the page does not say whose image it is', () => {
    expect(routeTo({ view: 'share', image }, undefined)).toEqual({ view: 'images' });
    expect(routeTo({ view: 'revoke', image, account: friend }, undefined)).toEqual({
      view: 'images',
    });
    expect(routeTo({ view: 'settings' }, undefined)).toEqual({
      view: 'settings',
      section: 'credentials',
    });
  });
});
