import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationFields } from '@/lib/applications/application';
import { readCompanyApplications } from '@/lib/applications/repository';
import { createPolicyReader, parsePolicy, policyMembers } from '@/lib/safety/policy';
import { friend, owner } from '../support/values';

const all = {
  allowedAccounts: [owner],
  allowedRegions: ['eu-west-1', 'us-gov-west-1'],
  allowedRecipients: [friend],
  readOnly: false,
  vaultForbidden: true,
  idleMinutes: 10,
  applications: [{ id: 'seven-zip' }],
};

describe('a managed policy', () => {
  it('is none where nothing is set', () => {
    expect(parsePolicy({})).toEqual({ policy: {}, unreadable: [] });
  });

  it('is understood with all its members, and with each alone', () => {
    expect(Object.keys(all).toSorted()).toEqual([...policyMembers].toSorted());
    expect(parsePolicy(all)).toEqual({ policy: all, unreadable: [] });
    for (const member of Object.entries(all)) {
      const one = Object.fromEntries([member]);
      expect(parsePolicy(one)).toEqual({ policy: one, unreadable: [] });
    }
  });

  it('may allow nothing at all', () => {
    const nothing = { allowedAccounts: [], allowedRegions: [], allowedRecipients: [] };
    expect(parsePolicy(nothing).policy).toEqual(nothing);
  });

  it.each<readonly [string, unknown]>([
    ['allowedAccounts', owner],
    ['allowedAccounts', [111122223333]],
    ['allowedAccounts', ['1111-2222-3333']],
    ['allowedAccounts', [owner, '12']],
    ['allowedAccounts', null],
    ['allowedRegions', ['eu-west-1', 'EU West']],
    ['allowedRegions', { 0: 'eu-west-1' }],
    ['allowedRecipients', '*'],
    ['allowedRecipients', [` ${friend}`]],
    ['readOnly', 'true'],
    ['readOnly', 1],
    ['readOnly', undefined],
    ['vaultForbidden', 'no'],
    ['idleMinutes', 0],
    ['idleMinutes', 481],
    ['idleMinutes', 1.5],
    ['idleMinutes', '10'],
    ['applications', '[]'],
    ['applications', { 0: {} }],
    ['allowedRecipient', [friend]],
    ['__proto__x', true],
  ])('names %s as unreadable when it is %j, and keeps the rest', (member, value) => {
    const { [member as keyof typeof all]: _replaced, ...rest } = all;
    expect(parsePolicy({ ...all, [member]: value })).toEqual({
      policy: rest,
      unreadable: [member],
    });
  });

  it.each([undefined, null, 'readOnly', 7, [], [{ readOnly: true }]])(
    'that is %j is unreadable as a whole',
    (raw) => {
      expect(parsePolicy(raw)).toEqual({ policy: {}, unreadable: ['the policy as a whole'] });
    },
  );

  it('is never less than what was set: each member is understood or named', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.subarray([...policyMembers]),
        (raw, some) => {
          const given = { ...raw, ...Object.fromEntries(some.map((name) => [name, raw['x']])) };
          const { policy, unreadable } = parsePolicy(given);
          expect([...Object.keys(policy), ...unreadable].toSorted()).toEqual(
            Object.keys(given).toSorted(),
          );
        },
      ),
    );
  });
});

describe('the reader of the policy', () => {
  it('reads afresh each time', async () => {
    let held: object = { readOnly: true };
    const read = createPolicyReader(async () => held);
    expect((await read()).policy).toEqual({ readOnly: true });
    held = {};
    expect((await read()).policy).toEqual({});
  });

  it('takes a browser that does not answer for a policy that nobody understands', async () => {
    const read = createPolicyReader(() => Promise.reject(new Error('No')));
    expect((await read()).unreadable).toEqual(['the policy as a whole']);
  });
});

const typeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : typeof value === 'number' ? 'integer' : typeof value;

interface Json {
  readonly [name: string]: Json;
}

const readText = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const readJson = (path: string): Json => JSON.parse(readText(path)) as Json;

describe('what is told of the policy elsewhere', () => {
  it('to Chrome: the same members, with the types of their values', () => {
    const schema = readJson('public/managed-schema.json');
    const types = Object.entries(schema['properties'] ?? {}).map(([name, { type }]) => [
      name,
      type,
    ]);
    expect(schema['type']).toBe('object');
    expect(Object.fromEntries(types)).toEqual(
      Object.fromEntries(Object.entries(all).map(([name, value]) => [name, typeOf(value)])),
    );
  });

  it.each([
    ['docs/policies/chrome-linux.json', ['3rdparty', 'extensions']],
    ['docs/policies/edge-linux.json', ['3rdparty', 'extensions']],
    ['docs/policies/firefox-policies.json', ['policies', '3rdparty', 'Extensions']],
  ])('in the example %s: every member, understood', (file, path) => {
    const ids = path.reduce<Json>((json, name) => json[name] ?? {}, readJson(file));
    const [id, ...others] = Object.keys(ids);
    expect(others).toEqual([]);
    expect(id).toMatch(file.includes('firefox') ? /^image-desk@image-desk$/ : /^[a-p]{32}$/);
    const { policy, unreadable } = parsePolicy(ids[id ?? '']);
    expect(unreadable).toEqual([]);
    expect(Object.keys(policy).toSorted()).toEqual([...policyMembers].toSorted());
  });

  it.each(['chrome-windows', 'edge-windows'])('in the example %s.reg: the same', (name) => {
    const text = readText(`docs/policies/${name}.reg`);
    const { policy, unreadable } = parsePolicy(readRegistry(text));
    expect(unreadable).toEqual([]);
    expect(Object.keys(policy).toSorted()).toEqual([...policyMembers].toSorted());
  });

  it('in every example: applications that are understood, and are the same', () => {
    const examples = [
      readJson('docs/policies/chrome-linux.json'),
      readJson('docs/policies/firefox-policies.json'),
    ].map((json) => /"applications": ?(\[[^\]]*\])/.exec(JSON.stringify(json, null, 1))?.[1] ?? '');
    const registry = readRegistry(readText('docs/policies/chrome-windows.reg'));
    const [first, ...others] = [
      ...examples.map((text) => JSON.parse(text) as unknown[]),
      registry['applications'] as unknown[],
    ];
    expect(readCompanyApplications(first ?? [])).toMatchObject({ company: [{}], refused: [] });
    for (const other of others) expect(other).toEqual(first);
  });

  it('to Chrome: the members of an application', () => {
    const { items } = readJson('public/managed-schema.json')['properties']?.['applications'] ?? {};
    expect(Object.keys(items?.['properties'] ?? {})).toEqual(applicationFields);
  });

  it('in the documentation: every member has its explanation', () => {
    const text = readText('docs/company-policy.md');
    const explained = [...text.matchAll(/^\| `(\w+)` +\|/gm)].map(([, member]) => member);
    expect(explained).toEqual([...policyMembers, ...applicationFields]);
  });
});

/** A registry file as Chrome reads it: a key `policy`, and below it one for each list. */
function readRegistry(text: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const block of text.split(/^\[/m).slice(1)) {
    const [key = '', ...lines] = block.split('\n');
    const list = /\\policy\\(\w+)\]/.exec(key)?.[1];
    const values = lines.flatMap((line) => {
      const [, name, word, quoted] = /^"(\w+)"=(?:dword:([0-9a-f]{8})|"(.*)")/.exec(line) ?? [];
      if (name === undefined) return [];
      const number = word === undefined ? undefined : Number.parseInt(word, 16);
      // Chrome takes a list that is a text for JSON, with the marks escaped as a registry file has it.
      if (quoted?.startsWith('[')) return [[name, JSON.parse(quoted.replaceAll(/\\(.)/g, '$1'))]];
      return [[name, quoted ?? (name === 'idleMinutes' ? number : number === 1)] as const];
    });
    if (list === undefined) Object.assign(found, Object.fromEntries(values));
    else found[list] = values.map(([, value]) => value);
  }
  return found;
}
