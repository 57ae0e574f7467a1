import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cloudFormationOf } from '@/lib/infrastructure-as-code/cloud-formation';
import {
  mapOf,
  structureOf,
  type Property,
  type Resource,
} from '@/lib/infrastructure-as-code/resource';
import { terraformOf } from '@/lib/infrastructure-as-code/terraform';
import { readHcl } from '../support/hcl';
import { hostile } from '../support/hostile';

/** A resource with the same properties in both languages. */
function resource(name: string, ...properties: readonly Property[]): Resource {
  return {
    name,
    region: 'us-east-1',
    cloudFormation: { type: 'AWS::ImageBuilder::ImageRecipe', properties, missing: [] },
    terraform: { type: 'aws_imagebuilder_image_recipe', properties, missing: [] },
  };
}

/** Texts that would be code in one of the two languages. */
const texts = fc.oneof(
  hostile,
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('$', '%', '{', '}', '${', '%{', '$${', '"', '\\', '\n', 'a', '<<EOF\n'),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
);

const tags = fc.uniqueArray(fc.record({ key: texts, value: texts }), {
  selector: ({ key }) => key,
  maxLength: 4,
});

interface Template {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Metadata?: { readonly ImageDesk: readonly string[] };
        readonly Properties: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

const templateOf = (...resources: readonly Resource[]): Template =>
  JSON.parse(cloudFormationOf(resources)) as Template;

const propertiesOf = (...properties: readonly Property[]) => {
  const { Resources } = templateOf(resource('office', ...properties));
  const { Properties = {}, Metadata } = Resources['Resourceoffice'] ?? {};
  return { Properties, notes: Metadata?.ImageDesk ?? [] };
};

const entries = (all: readonly { readonly key: string; readonly value: string }[]) =>
  new Map<string, unknown>(all.map(({ key, value }) => [key, value]));

const tag = (value: string) =>
  structureOf([
    ['Key', 'Team'],
    ['Value', value],
  ]);

describe('a template of CloudFormation', () => {
  it('has every text to the letter', () => {
    fc.assert(
      fc.property(texts, tags, (text, all) => {
        const { Properties } = propertiesOf(
          ['Description', text],
          ['Parts', [structureOf([['Text', text]])]],
          ['Tags', mapOf(all)],
        );
        expect(Properties['Description']).toBe(text);
        expect(Properties['Parts']).toEqual([text === '' ? {} : { Text: text }]);
        expect(new Map(Object.entries(Properties['Tags'] ?? {}))).toEqual(entries(all));
      }),
    );
  });

  it.each(['Ref', 'Fn::Sub', 'Fn::ImportValue', 'Condition'])(
    'has no tag that would be the function %s, and says so',
    (key) => {
      const each = [
        { key, value: 'AWS::AccountId' },
        { key: 'Team', value: 'Ref' },
      ];
      const { Properties, notes } = propertiesOf(['Tags', mapOf(each)]);
      expect(Properties['Tags']).toEqual({ Team: 'Ref' });
      expect(notes).toEqual([
        'Tags has a text that CloudFormation takes for code. It is left out: enter it by hand.',
      ]);
    },
  );

  it('T24: has no text that would be looked up, and nothing of a structure with one', () => {
    const secret = 'a {{resolve:secretsmanager:prod:SecretString:password}}';
    const { Properties, notes } = propertiesOf(
      ['Description', secret],
      ['Tags', [tag(secret), tag('Desk')]],
      ['Name', 'office'],
    );
    expect(Properties).toEqual({ Name: 'office', Tags: [{ Key: 'Team', Value: 'Desk' }] });
    expect(notes.join()).not.toContain('resolve');
    expect(notes).toHaveLength(2);
  });

  it('refers to other resources, and gives each an own id', () => {
    const { Resources } = templateOf(
      resource('office 1', ['Name', 'a']),
      resource('office-1', ['Parent', { kind: 'reference', to: 'office 1' }]),
      resource('日本', ['Parent', { kind: 'reference', to: 'office-1' }]),
    );
    expect(Object.keys(Resources)).toEqual(['Resourceoffice1', 'Resourceoffice12', 'Resource']);
    expect(Resources['Resourceoffice12']?.Properties).toEqual({
      Parent: { Ref: 'Resourceoffice1' },
    });
    expect(Resources['Resource']?.Properties).toEqual({ Parent: { Ref: 'Resourceoffice12' } });
  });
});

const written = (...properties: readonly Property[]) => {
  const [block, ...more] = readHcl(terraformOf([resource('office', ...properties)]));
  expect(more).toEqual([]);
  expect(block).toMatchObject({
    type: 'resource',
    labels: ['aws_imagebuilder_image_recipe', 'office'],
  });
  return block;
};

describe("Terraform's language", () => {
  it('T24: has every text to the letter, and none is a template', () => {
    fc.assert(
      fc.property(texts, tags, (text, all) => {
        const block = written(
          ['description', text],
          ['list', [text, text]],
          ['part', structureOf([['text', text]])],
          ['tags', mapOf(all)],
        );
        expect(block?.attributes['description']).toBe(text);
        expect(block?.attributes['list']).toEqual([text, text]);
        expect(block?.blocks[0]?.attributes).toEqual(text === '' ? {} : { text });
        expect(new Map(Object.entries(block?.attributes['tags'] ?? {}))).toEqual(entries(all));
      }),
    );
  });

  it('has nothing in it that cannot be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(terraformOf([resource('office', ['description', text])])).not.toMatch(
          /[^\P{C}\n]|\p{Zl}|\p{Zp}/u,
        );
      }),
    );
  });

  it.each([
    ['${a}', '"$${a}"'],
    ['%{if a}', '"%%{if a}"'],
    ['$${a}', String.raw`"\u0024\u0024{a}"`],
    ['5 $ and 10 %', '"5 $ and 10 %"'],
    ['a"b\\c\nd', String.raw`"a\"b\\c\nd"`],
    ['\u202E', String.raw`"\u202e"`],
  ])('writes %s as %s', (text, as) => {
    expect(terraformOf([resource('office', ['name', text])])).toContain(`\n  name = ${as}\n`);
  });

  it('refers to other resources, and has lists of blocks', () => {
    const text = terraformOf([
      resource('1 office', ['name', 'a'], ['size', 20], ['kept', true]),
      resource(
        'b',
        ['parent', { kind: 'reference', to: '1 office' }],
        ['device', [structureOf([['name', 'x']]), structureOf([['name', 'y']])]],
      ),
    ]);
    const [first, second] = readHcl(text);
    expect(first).toMatchObject({
      labels: ['aws_imagebuilder_image_recipe', '_1_office'],
      attributes: { name: 'a', size: 20, kept: true },
    });
    expect(second?.attributes).toEqual({
      parent: { expression: 'aws_imagebuilder_image_recipe._1_office.arn' },
    });
    expect(second?.blocks.map(({ attributes }) => attributes['name'])).toEqual(['x', 'y']);
  });
});
