// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildInFocus, showsBuilds } from '@/lib/console/builds';
import { readConsolePage } from '@/lib/console/page';
import { buildArns, present } from '../support/values';

const version = 'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.1';
const build = `${version}/2`;
const other = `${version}/3`;
const pipeline = 'arn:aws:imagebuilder:us-east-1:111122223333:image-pipeline/office-weekly';

const at = (hash = '#/images', path = '/imagebuilder/home') =>
  present(
    readConsolePage(`https://us-east-1.console.aws.amazon.com${path}?region=us-east-1${hash}`),
  );

const parse = (body: string) => new DOMParser().parseFromString(body, 'text/html');

const focusOf = (hash: string, ...bodies: readonly string[]) =>
  buildInFocus(at(hash), bodies.map(parse));

const selectedRow = (cells: string) =>
  `<table><tr><td>${other}</td></tr><tr aria-selected="true">${cells}</tr></table>`;

describe('whether a page shows builds', () => {
  it.each([
    ['#/', true],
    ['', true],
    ['#landingPage', true],
    ['#/images', true],
    ['#/viewImages', true],
    [`#/images/${encodeURIComponent(build)}/details`, true],
    ['#/pipelines', true],
    [`#/pipelines/${pipeline}`, true],
    ['#/securityFindings', true],
    ['#/something-new', true],
    ['#/components', false],
    ['#/imageRecipes', false],
    ['#/containerRecipes/x', false],
    ['#/infraConfigurations', false],
    ['#/infrastructureConfigurations/create', false],
    ['#/distributionSettings/x', false],
    ['#/workflows', false],
    ['#/lifecyclePolicies', false],
  ])('%s: %s', (hash, shown) => {
    expect(showsBuilds(at(hash))).toBe(shown);
  });

  it('is never so on another service', () => {
    expect(showsBuilds(at('#/images', '/appstream2/home'))).toBe(false);
    expect(showsBuilds(at('#/images', '/ec2/home'))).toBe(false);
  });
});

describe('what the address is about', () => {
  it.each([
    ['a build', `#/images/${build}`, 'build', build],
    [
      'a build, encoded, with a tab',
      `#/images/${encodeURIComponent(build)}/details`,
      'build',
      build,
    ],
    ['a build in a parameter', `#/images?tab=x&arn=${encodeURIComponent(build)}`, 'build', build],
    ['a build of AWS', `#/images/${build.replace('111122223333', 'aws')}`, 'build', undefined],
    ['a version', `#/images/${version}/builds`, 'version', version],
    ['a version, encoded', `#/viewImages/${encodeURIComponent(version)}`, 'version', version],
    ['a version, whatever follows', `#/images/${version}/2x`, 'version', version],
    ['a pipeline', `#/pipelines/${pipeline}`, 'pipeline', pipeline],
    ['a pipeline with a tab', `#/pipelines/${pipeline}/images?page=2`, 'pipeline', pipeline],
  ])('is %s', (_, hash, kind, arn = build.replace('111122223333', 'aws')) => {
    expect(focusOf(hash)).toEqual({ kind, arn, source: 'address' });
  });

  it.each([
    '',
    '#/',
    '#landingPage',
    '#/images',
    '#/images/',
    '#/images?tab=mine',
    '#/viewPipelines',
  ])('is a list: %s', (hash) => {
    expect(focusOf(hash)).toEqual({ kind: 'list', source: 'address' });
  });

  it.each(['#/securityFindings', '#/something-new', '#/images/office'])(
    'is nothing that is known: %s',
    (hash) => {
      expect(focusOf(hash)).toBeUndefined();
    },
  );

  const encodings = fc.constantFrom(
    (arn: string) => arn,
    encodeURIComponent,
    (arn: string) => encodeURIComponent(encodeURIComponent(arn)),
    (arn: string) => arn.replaceAll(':', '%3a'),
  );
  const places = fc.constantFrom(
    (arn: string) => `/images/${arn}`,
    (arn: string) => `/viewImages/${arn}`,
    (arn: string) => `/something-new/x/${arn}`,
    (arn: string) => `/images?selected=${arn}`,
    (arn: string) => `/images?tab=a%b&x=${arn}`,
  );
  const ends = fc.oneof(
    fc.constantFrom('', '/', '/details', '/workflow/1', '&tab=2', '%', '%2Fdetails', '%E0%A4%A'),
    fc.webPath().map((path) => `/x${path}`),
  );

  it('is any build that there can be, in whatever form it is named', () => {
    fc.assert(
      fc.property(buildArns, encodings, places, ends, (arn, encode, place, end) => {
        expect(focusOf(`#${place(encode(arn))}${end}`)).toEqual({
          kind: 'build',
          arn,
          source: 'address',
        });
      }),
      { numRuns: 500 },
    );
  });
});

/** Texts that are nearly an ARN of a build. */
const almost = fc.constantFrom(
  'arn:aws:imagebuilder',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/office',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/Office/1.0.1/2',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/of fice/1.0.1/2',
  'arn:aws:imagebuilder:us-east-1:11112222333:image/office/1.0.1/2',
  'arn:aws:imagebuilder:us-east-1:111122223333:image-recipe/office/1.0.1',
  'arn:aws:imagebuilder:us-east-1:111122223333:component/office/1.0.1/2',
  'arn:aws:appstream:us-east-1:111122223333:image/office',
  'arn:evil:imagebuilder:us-east-1:111122223333:image/office/1.0.1/2',
  'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.1.2',
  `arn:aws:imagebuilder:us-east-1:111122223333:image/${'a'.repeat(1025)}/1.0.1/2`,
  '<img src=x onerror=alert(1)>',
  '%25%25%E0%A4%A',
);

describe('hostile text', () => {
  it('is about nothing, wherever it stands', () => {
    const texts = fc.oneof(almost, fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 }));
    fc.assert(
      fc.property(texts, (text) => {
        const document = parse(
          `<main><h1></h1><p></p></main>${selectedRow('<td></td>').replace(other, '')}`,
        );
        for (const place of document.querySelectorAll('h1, p, td')) place.textContent = text;
        const hash = `#/unknown/${encodeURIComponent(text.replaceAll(/[\uD800-\uDFFF]/g, ''))}`;
        expect(buildInFocus(at(hash), [document])).toBeUndefined();
      }),
    );
  });

  it('is decoded no more often than it makes sense', () => {
    let encoded = build;
    for (let round = 0; round < 50; round += 1) encoded = encodeURIComponent(encoded);
    expect(focusOf(`#/unknown/${encoded}`)).toBeUndefined();
  });
});

describe('what the page shows', () => {
  it.each([
    ['the first awsui table', `<tr class="awsui-table-row-selected"><td>${build}</td></tr>`],
    ['Cloudscape', `<tr class="awsui_row-selected_wih1l_33"><td>${build}</td></tr>`],
    ['rows that state it', `<tr aria-selected="true"><td>x</td><td>${build}</td></tr>`],
    [
      'a radio button that is on',
      `<tr><td><input type="radio" checked></td><td><span>${build}</span>Copy</td></tr>`,
    ],
  ])('is the build of a selected row of %s', (_, row) => {
    expect(focusOf('#/images', `<table><tr><td>${other}</td></tr>${row}</table>`)).toEqual({
      kind: 'build',
      arn: build,
      source: 'row',
    });
  });

  it('is the build that is selected on the page of a version or a pipeline', () => {
    for (const hash of [`#/images/${version}`, `#/pipelines/${pipeline}`]) {
      expect(focusOf(hash, selectedRow(`<td>${build}</td>`))?.source).toBe('row');
      expect(focusOf(hash, selectedRow('<td>1.0.1/2</td>'))?.source).toBe('address');
    }
  });

  it('is never another than the build in the address', () => {
    expect(focusOf(`#/images/${build}`, selectedRow(`<td>${other}</td>`))).toMatchObject({
      arn: build,
    });
  });

  it('is the version or the pipeline that is selected in a list', () => {
    expect(focusOf('#/images', selectedRow(`<td>office</td><td>${version}</td>`))).toEqual({
      kind: 'version',
      arn: version,
      source: 'row',
    });
    expect(focusOf('#/pipelines', selectedRow(`<td>${pipeline}</td>`))?.kind).toBe('pipeline');
  });

  it('is an ARN in a heading', () => {
    expect(focusOf('#/new', `<h2><span>${build}</span><a>Info</a></h2>`)).toEqual({
      kind: 'build',
      arn: build,
      source: 'heading',
    });
  });

  it('is the build whose version a heading tells, among several', () => {
    const main = `<main><h1>office | 1.0.1/2</h1><p>${build}</p><p>Parent ${other}</p></main>`;
    expect(focusOf('#/new', main)).toEqual({ kind: 'build', arn: build, source: 'heading' });
  });

  it('is the only build in the main part, and nothing when there are several', () => {
    expect(focusOf('#/new', `<main><p>${build}</p><i>${build}</i></main>`)).toEqual({
      kind: 'build',
      arn: build,
      source: 'content',
    });
    expect(focusOf('#/new', `<div role="main">${build}</div>`)?.source).toBe('content');
    expect(focusOf('#/new', `<main>${build} ${other}</main>`)).toBeUndefined();
    expect(focusOf('#/new', `<nav>${build}</nav>`)).toBeUndefined();
  });

  it('is the pipeline whose builds the main part lists', () => {
    const main = `<main><p>${pipeline}</p><table><td>${build}</td><td>${other}</td></table></main>`;
    expect(focusOf('#/new', main)).toEqual({ kind: 'pipeline', arn: pipeline, source: 'content' });
  });

  it('is nothing of what a list shows when nothing is selected', () => {
    const main = `<main><table><td>${version}</td></table></main>`;
    expect(focusOf('#/images', main)?.kind).toBe('list');
    expect(focusOf(`#/pipelines/${pipeline}`, `<main>${build}</main>`)?.kind).toBe('pipeline');
  });

  it('is looked for in every frame, a row before a heading', () => {
    const frame = selectedRow(`<td>${build}</td>`);
    expect(focusOf('#/new', `<h1>${other}</h1>`, frame)).toMatchObject({ arn: build });
  });

  it('stands cell by cell: what stands beside an ARN does not become part of it', () => {
    const row = selectedRow(`<td>${version}</td><td>/2</td>`);
    expect(focusOf('#/images', row)).toMatchObject({ kind: 'version', arn: version });
  });
});
