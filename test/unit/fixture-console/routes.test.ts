import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageBuilderUrl } from '../../console/pages';
import { imageBuilderRoutes, readImageBuilderRoute } from '../../console/routes';
import { accountIds } from '../support/values';

const versionArns = fc
  .record({
    partition: fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'),
    owner: fc.oneof(accountIds, fc.constant('aws')),
    name: fc.stringMatching(/^[a-z0-9_-]{1,40}$/),
    version: fc.stringMatching(/^\d{1,4}\.\d{1,3}\.\d{1,3}$/),
  })
  .map(
    ({ partition, owner, name, version }) =>
      `arn:${partition}:imagebuilder:us-east-1:${owner}:image/${name}/${version}`,
  );
const numbers = fc.integer({ min: 1, max: 9999 });
const queries = fc.constantFrom('', '?region=us-east-1', '?tab=amazon-managed&region=eu-west-1');
const pipelineArn = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/web_server-1';

/** What the page reads of an address that `imageBuilderUrl` wrote. */
function read(route: string) {
  const address = imageBuilderUrl({ host: 'regional', region: 'us-east-1', route });
  return readImageBuilderRoute(new URL(address).hash);
}

describe('routes of Image Builder', () => {
  it('lead to a build however its ARN is written, whatever follows it', () => {
    const tabs = fc.constantFrom('details', 'workflow', 'tags');
    fc.assert(
      fc.property(versionArns, numbers, tabs, queries, (version, number, tab, query) => {
        const arn = `${version}/${number}`;
        const expected = { page: 'build', arn, tab };
        expect(read(`${imageBuilderRoutes.build(arn, tab)}${query}`)).toEqual(expected);
        expect(read(`${imageBuilderRoutes.rawBuild(arn, tab)}${query}`)).toEqual(expected);
        expect(read(`/images/${arn}${query}`)).toEqual({ ...expected, tab: '' });
      }),
    );
  });

  it('lead to the builds of a version', () => {
    fc.assert(
      fc.property(versionArns, queries, (arn, query) => {
        const expected = { page: 'version', arn };
        expect(read(`${imageBuilderRoutes.version(arn)}${query}`)).toEqual(expected);
        expect(read(`/images/${arn}${query}`)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['its own', imageBuilderRoutes.pipeline(pipelineArn)],
    ['one of its tabs', `${imageBuilderRoutes.pipeline(pipelineArn)}/tags`],
    ['an encoded ARN', `/pipelines/${encodeURIComponent(pipelineArn)}`],
    ['a query', `${imageBuilderRoutes.pipeline(pipelineArn)}?region=us-east-1`],
  ])('lead to a pipeline: %s', (_, route) => {
    expect(read(route)).toEqual({ page: 'pipeline', arn: pipelineArn });
  });

  it.each([
    [imageBuilderRoutes.images, { page: 'images' }],
    ['/images?tab=amazon-managed&region=ap-northeast-2', { page: 'images' }],
    ['/viewImages', { page: 'images' }],
    [imageBuilderRoutes.pipelines, { page: 'pipelines' }],
    ['/viewPipelines', { page: 'pipelines' }],
    ['/components', { page: 'other', path: '/components' }],
    ['landingPage', { page: 'other', path: '/landingPage' }],
    ['', { page: 'other', path: '/' }],
    ['/images/%E0%A4%A', { page: 'other', path: '/images/%E0%A4%A' }],
    ['/images/web-server', { page: 'other', path: '/images/web-server' }],
  ])('lead to the other pages: %s', (route, expected) => {
    expect(read(route)).toEqual(expected);
  });

  it('stand in an address of the service, with the Region and the variants', () => {
    expect(
      imageBuilderUrl({
        host: 'multi-session',
        region: 'eu-west-1',
        account: '111122223333',
        route: imageBuilderRoutes.pipelines,
        fixture: ['dark', 'iframe'],
      }),
    ).toMatch(
      /^https:\/\/111122223333-\w{8}\.eu-west-1\.console\.aws\.amazon\.com\/imagebuilder\/home\?region=eu-west-1&fixture=dark,iframe#\/pipelines$/,
    );
  });
});
