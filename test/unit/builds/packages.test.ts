import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageGroups } from '@/lib/builds/packages';

const named = (...names: readonly string[]) => names.map((name) => ({ name, version: '1' }));
const many = (start: string) =>
  Array.from({ length: 30 }, (_, index) => ({ name: `${start}${index}` }));

describe('the packages of an image', () => {
  it('are grouped by their first letter, in any case', () => {
    expect(packageGroups(named('zlib', 'bash', 'Audit', 'acl'))).toEqual([
      { label: 'a', packages: named('acl', 'Audit') },
      { label: 'b', packages: named('bash') },
      { label: 'z', packages: named('zlib') },
    ]);
  });

  it('are grouped by more letters where there are too many', () => {
    const groups = packageGroups([...named('bash', 'lib'), ...many('liba'), ...many('libb')]);
    expect(groups.map(({ label, packages }) => [label, packages.length])).toEqual([
      ['b', 1],
      ['lib$', 1],
      ['liba', 30],
      ['libb', 30],
    ]);
  });

  it('are each in one group, however they are called', () => {
    const name = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', '$', 'A', '😀'), maxLength: 4 }),
      fc.constantFrom('\uD800', 'é', 'É', '0'),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 100 }), (names) => {
        const packages = names.map((each) => ({ name: each }));
        const groups = packageGroups(packages);
        const labels = groups.map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
        const grouped = groups.flatMap((group) => group.packages.map((each) => each.name));
        expect(grouped.toSorted()).toEqual(names.toSorted());
      }),
    );
  });
});
