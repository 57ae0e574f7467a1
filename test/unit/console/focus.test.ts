// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleDocuments } from '@/lib/console/documents';
import { imageInFocus, showsImages } from '@/lib/console/focus';
import { readConsolePage } from '@/lib/console/page';
import { imageNames, present } from '../support/values';

const arn = 'arn:aws:appstream:us-east-1:111122223333:image/office-2026';
const nothing: ReadonlySet<string> = new Set();

const at = (hash = '#/images', path = '/appstream2/home') =>
  present(readConsolePage(`https://us-east-1.console.aws.amazon.com${path}${hash}`));

const parse = (body: string) => new DOMParser().parseFromString(body, 'text/html');

const table = (row: string) => parse(`<table><tbody>${row}</tbody></table>`);

const focusIn = (body: string | Document, known = nothing, hash = '#/images') =>
  imageInFocus(at(hash), [typeof body === 'string' ? parse(body) : body], known);

describe('whether a page shows images', () => {
  it.each([
    ['#/', true],
    ['', true],
    ['#/images', true],
    ['#/images?bottomTab=details&topTab=image-builders', true],
    ['#/images/office-2026', true],
    ['#/something-new', true],
    ['#/image-registry', true],
    ['#/fleets', false],
    ['#/fleets/main', false],
    ['#/create-fleet', false],
    ['#/stacks', false],
    ['#/stacks/details/a', false],
    ['#/image-builder', false],
    ['#/image-builders', false],
    ['#/imageBuilders', false],
    ['#/user-pool', false],
    ['#/users', false],
    ['#/directory-configs', false],
    ['#/app-blocks', false],
    ['#/applications', false],
    ['#/usage', false],
    ['#/FLEETS', false],
  ])('%s: %s', (hash, shown) => {
    expect(showsImages(at(hash))).toBe(shown);
  });

  it('is never so on another service', () => {
    expect(showsImages(at('#/images', '/imagebuilder/home'))).toBe(false);
    expect(showsImages(at('#/images', '/ec2/home'))).toBe(false);
  });
});

describe('the image in the address', () => {
  it.each([
    ['a path', '#/images/office-2026', { name: 'office-2026' }],
    ['a deeper path', '#/images/office-2026/details', { name: 'office-2026' }],
    ['an encoded path', '#/images/office%2D2026', { name: 'office-2026' }],
    ['a parameter', '#/images?selected=office-2026', { name: 'office-2026' }],
    ['an ARN', `#/images/${arn}`, { name: 'office-2026', arn }],
    ['an encoded ARN', `#/images/${encodeURIComponent(arn)}/details`, { name: 'office-2026', arn }],
    [
      'an ARN in a parameter',
      `#/images?x=${encodeURIComponent(arn)}`,
      { name: 'office-2026', arn },
    ],
  ])('is found in %s', (_, hash, image) => {
    expect(focusIn('', nothing, hash)).toEqual({ source: 'address', image });
  });

  it('is a public image when its ARN has no account', () => {
    const shared = 'arn:aws-us-gov:appstream:us-gov-west-1::image/AppStream-WinServer2022-06-17';
    expect(focusIn('', nothing, `#/images/${shared}`)?.image.arn).toBe(shared);
  });

  it.each([
    ['none', '#/images'],
    ['no name after the slash', '#/images/'],
    ['a name of no image’s shape', '#/images/a%20b'],
    ['a name that starts with a dot', '#/images/.hidden'],
    ['broken encoding', '#/images/%E0%A4%A'],
    ['an ARN of another service', '#/images?x=arn:aws:s3:::image/office'],
    ['a name that is too long', `#/images/${'a'.repeat(102)}`],
  ])('is not found: %s', (_, hash) => {
    expect(focusIn('', nothing, hash)).toBeUndefined();
  });

  it('is any image name there is', () => {
    fc.assert(
      fc.property(imageNames, (name) => {
        expect(focusIn('', nothing, `#/images/${encodeURIComponent(name)}`)?.image.name).toBe(name);
      }),
    );
  });
});

describe('the image in the selected row', () => {
  const cells = '<td></td><td>office-2026</td><td>Available</td>';

  it.each([
    ['the first awsui table', `<tr class="awsui-table-row-selected">${cells}</tr>`],
    ['Cloudscape', `<tr class="awsui_row_x1 awsui_row-selected_wih1l_33">${cells}</tr>`],
    ['rows that state it', `<tr aria-selected="true">${cells}</tr>`],
    [
      'a radio button that is on',
      `<tr><td><input type="radio" checked></td><td>office-2026</td></tr>`,
    ],
  ])('is found in %s', (_, row) => {
    const others = '<tr><td>other</td></tr>';
    expect(focusIn(table(others + row + others))).toEqual({
      source: 'row',
      image: { name: 'office-2026' },
    });
  });

  it('is not found in rows that are not selected', () => {
    expect(
      focusIn(
        table(
          `<tr aria-selected="false">${cells}</tr><tr class="awsui_row">${cells}</tr>` +
            '<tr><td><input type="radio"></td><td>office-2026</td></tr>' +
            '<tr><td><input type="checkbox" checked></td><td>office-2026</td></tr>',
        ),
      ),
    ).toBeUndefined();
  });

  it('comes with its ARN when the row shows it, whatever stands beside it', () => {
    expect(
      focusIn(
        table(
          `<tr aria-selected="true"><td>Office</td><td><span>${arn}</span><button>Copy</button></td><td>Available</td></tr>`,
        ),
      ),
    ).toEqual({ source: 'row', image: { name: 'office-2026', arn } });
  });

  it('is the known name among its cells', () => {
    const row = '<tr aria-selected="true"><td>Available</td><td> office-2026 </td></tr>';
    expect(focusIn(table(row), new Set(['office-2026', 'x']))?.image.name).toBe('office-2026');
  });

  it('is not a cell that is no known name', () => {
    const row = '<tr aria-selected="true"><td>Available</td><td>office-2026</td></tr>';
    expect(focusIn(table(row), new Set(['office-2027']))).toBeUndefined();
  });

  it('is the first text of a name’s shape while no name is known', () => {
    const row = '<tr aria-selected="true"><td>Not a name</td><th>b-1</th><td>c-1</td></tr>';
    expect(focusIn(table(row))?.image.name).toBe('b-1');
  });

  it('is taken from the next selected row when the first shows none', () => {
    const rows =
      '<tr aria-selected="true"><td>Not a name</td></tr><tr aria-selected="true"><td>b-1</td></tr>';
    expect(focusIn(table(rows))?.image.name).toBe('b-1');
  });

  it('is compared as text, so that characters of patterns in names mean nothing', () => {
    const row = '<tr aria-selected="true"><td>aXb</td><td>a.b</td></tr>';
    expect(focusIn(table(row), new Set(['a.b']))?.image.name).toBe('a.b');
    expect(focusIn(table('<tr aria-selected="true"><td>aXb</td></tr>'), new Set(['a.b']))).toBe(
      undefined,
    );
    for (const name of ['a.*', 'a(b', '[a]', 'a\\', '$&', '^a$']) {
      const cell = table('<tr aria-selected="true"><td></td></tr>');
      present(cell.querySelector('td')).textContent = name;
      expect(() => focusIn(cell, new Set([name]))).not.toThrow();
    }
  });
});

describe('the image in a heading', () => {
  it.each(['h1', 'h2', 'h3'])('is found in %s when it is a known name', (heading) => {
    expect(focusIn(`<${heading}> office-2026 </${heading}>`, new Set(['office-2026']))).toEqual({
      source: 'heading',
      image: { name: 'office-2026' },
    });
  });

  it('is not any text of a name’s shape', () => {
    expect(focusIn('<h1>Images</h1>')).toBeUndefined();
    expect(focusIn('<h1>Images</h1>', new Set(['office-2026']))).toBeUndefined();
    expect(focusIn('<h4>office-2026</h4>', new Set(['office-2026']))).toBeUndefined();
  });

  it('is an ARN without being known', () => {
    expect(focusIn(`<h2><span>${arn}</span><a>Info</a></h2>`)).toEqual({
      source: 'heading',
      image: { name: 'office-2026', arn },
    });
  });
});

describe('what says most', () => {
  const row = '<table><tr aria-selected="true"><td>in-row</td></tr></table>';
  const heading = '<h1>in-heading</h1>';
  const known = new Set(['in-row', 'in-heading', 'in-frame']);

  it('is the address, then a row, then a heading', () => {
    expect(focusIn(heading + row, known, '#/images/in-address')?.source).toBe('address');
    expect(focusIn(heading + row, known)?.source).toBe('row');
    expect(focusIn(heading, known)?.source).toBe('heading');
    expect(focusIn('<p>in-row</p>', known)).toBeUndefined();
  });

  it('is a row in a frame before a heading in the page', () => {
    const frame = parse('<table><tr aria-selected="true"><td>in-frame</td></tr></table>');
    expect(imageInFocus(at(), [parse(heading), frame], known)).toEqual({
      source: 'row',
      image: { name: 'in-frame' },
    });
  });

  it('is nothing without any document', () => {
    expect(imageInFocus(at(), [], known)).toBeUndefined();
  });
});

const framed = (contentOf: readonly (() => Document | null)[]) => {
  const top = parse(contentOf.map(() => '<iframe srcdoc=""></iframe>').join(''));
  for (const [index, frame] of [...top.querySelectorAll('iframe')].entries()) {
    Object.defineProperty(frame, 'contentDocument', { get: present(contentOf[index]) });
  }
  return top;
};

describe('the documents of a console page', () => {
  it('are the page and its frames of the same origin', () => {
    const inner = parse('<p>service</p>');
    const top = framed([() => inner]);
    expect(consoleDocuments(top)).toEqual([top, inner]);
    expect(consoleDocuments(parse(''))).toHaveLength(1);
  });

  it('leave out frames of another origin, whether they give nothing or throw', () => {
    const inner = parse('<p>service</p>');
    const top = framed([
      () => null,
      () => {
        throw new DOMException('Blocked a frame', 'SecurityError');
      },
      () => inner,
    ]);
    const documents = consoleDocuments(top);
    expect(documents).toHaveLength(2);
    expect(documents[0]).toBe(top);
    expect(documents[1]).toBe(inner);
  });
});
