import { parseXML } from '@aws-sdk/xml-builder';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '@/lib/aws/xml';

const contentOf = (xml: string) => parseXml(`<a>${xml}</a>`)?.content;

/**
 * What AWS's own parser reads, as it is read here: a list is no element with items in it, and the
 * text among elements, which no answer has, is left out.
 */
function fromSdk(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromSdk);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '#text');
  const [first, ...more] = members;
  if (first?.[0] === 'item' && more.length === 0) return [first[1]].flat().map(fromSdk);
  return Object.fromEntries(members.map(([name, member]) => [name, fromSdk(member)]));
}

const escaped = fc.constantFrom(
  '&lt;',
  '&gt;',
  '&amp;',
  '&quot;',
  '&apos;',
  '&#60;',
  '&#x3e;',
  '&#xE9;',
);
const plain = fc.stringMatching(/^[^<&]{0,12}$/);
const section = fc
  .stringMatching(/^[^]{0,12}$/)
  .filter((text) => !text.includes(']]>'))
  .map((text) => `<![CDATA[${text}]]>`);
const aside = fc.constantFrom('<!-- <b> & -->', '<?target <b> ?>');
const text = fc
  .array(fc.oneof(plain, escaped, section, aside), { maxLength: 4 })
  .map((parts) => parts.join(''));
const gap = fc.constantFrom('', '\n  ', '<!-- between -->', '\r\n');

/** Elements in elements, with the names of lists among theirs. */
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(fc.constantFrom('item', 'b', 'c-d', 'e.f', 'g_1'), tie('content'), gap, gap)
    .map(([name, content, before, after]) =>
      content === '' && before === '' ? `<${name}/>` : `<${name}>${content}</${name} >${after}`,
    ),
  content: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc
      .tuple(gap, fc.array(tie('element'), { minLength: 1, maxLength: 4 }))
      .map(([before, elements]) => before + elements.join(before)),
  ),
}));

const document = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n'), element, element, gap)
  .map(([head, one, other, end]) => `${head}<Root>${one}${other}</Root>${end}`);

describe('XML', () => {
  it('is read as AWS’s own parser reads it', () => {
    fc.assert(
      fc.property(document, (xml) => {
        const { name, content } = parseXml(xml) ?? expect.fail(xml);
        expect({ [name]: content }).toEqual(fromSdk(parseXML(xml)));
      }),
    );
  });

  it('that is cut off is no answer, wherever it is', () => {
    fc.assert(
      fc.property(document, fc.double({ min: 0, max: 1, noNaN: true }), (xml, part) => {
        const whole = xml.lastIndexOf('</Root>') + '</Root>'.length;
        const cut = xml.slice(0, Math.floor(part * (whole - 1)));
        expect(parseXml(cut)).toBeUndefined();
      }),
    );
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom('<', '>', '/', '&', ';', '!', '[CDATA[', ']]>', '--', '?', 'a');
    const noise = fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }), element), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(noise, (parts) => {
        const root = parseXml(parts.join(''));
        if (root) expect(root.name).not.toBe('');
      }),
    );
  });

  it.each([
    ['&lt;&amp;&quot;&apos;&gt;', `<&"'>`],
    ['&#60;&#x1F600;&#x3C;', '<😀<'],
    ['&amp;lt;', '&lt;'],
    ['&nbsp;&#x110000;&#9999999999;', '&nbsp;&#x110000;&#9999999999;'],
    ['<![CDATA[<b>&amp;</b>]]>', '<b>&amp;</b>'],
    ['one<!-- two -->three', 'onethree'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['  ', '  '],
    ['\n  ', ''],
    ['', ''],
  ])('has the text %j as %j', (xml, expected) => {
    expect(contentOf(xml)).toBe(expected);
  });

  it.each([
    ['<b x="1" y=\'>\'>2</b>', { b: '2' }],
    ['<b/><c x="/"/>', { b: '', c: '' }],
    ['<b>1</b><c>2</c><b>3</b>', { b: ['1', '3'], c: '2' }],
    ['<set><item>1</item></set>', { set: ['1'] }],
    ['<set><item><b>1</b></item><item/></set>', { set: [{ b: '1' }, ''] }],
    ['<Tags><member>1</member><member>2</member></Tags>', { Tags: ['1', '2'] }],
    ['<set/>', { set: '' }],
    // Names that every object has, over which AWS's own parser stumbles.
    ['<valueOf>1</valueOf>', { valueOf: '1' }],
    ['<__proto__>1</__proto__>', JSON.parse('{"__proto__":"1"}') as unknown],
  ])('has %s as %j', (xml, expected) => {
    expect(contentOf(xml)).toEqual(expected);
  });

  it.each([
    '',
    'text',
    '{"a":1}',
    '<a>half',
    '<a><b></a></b>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>more',
    '<a/><b>',
    '<a b="1',
    '<a><![CDATA[x]]</a>',
    '<a><!-- x </a>',
    '<!DOCTYPE html><html></html>',
    '<html><br></html>',
  ])('is not %j', (xml) => {
    expect(parseXml(xml)).toBeUndefined();
  });
});
