import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Package, Recipe, RecipeComponent } from '@/lib/builds/build';
import { comparePackages } from '@/lib/findings/compare-packages';
import {
  compareRecipes,
  explainRecipeChange,
  type RecipeChange,
} from '@/lib/findings/compare-recipes';
import { packageGroup } from '@/lib/findings/package-group';

const packages = fc.array(
  fc.record(
    {
      name: fc.constantFrom('bash', 'zlib', 'curl', '__proto__', 'constructor'),
      version: fc.constantFrom('1.0', '1.1', '1.00', '2~rc1'),
    },
    { requiredKeys: ['name'] },
  ),
  { maxLength: 6 },
);

const distinct = (all: readonly Package[]) => new Set(all.map(({ name }) => name)).size;

describe('what is installed in two builds', () => {
  it('differs by name, with every version that is there', () => {
    const { changes, counts } = comparePackages(
      [
        { name: 'zlib', version: '1.2' },
        { name: 'bash', version: '5.1' },
        { name: 'kernel', version: '6.1' },
        { name: 'kernel', version: '6.1' },
        { name: 'git', version: '2.50' },
        { name: 'curl', version: '8.0' },
        { name: 'vim' },
        { name: 'gone', version: '1' },
      ],
      [
        { name: 'zlib', version: '1.2' },
        { name: 'bash', version: '5.2' },
        { name: 'kernel', version: '6.1' },
        { name: 'kernel', version: '6.2' },
        { name: 'git', version: '2.49' },
        { name: 'curl', version: '8.00' },
        { name: 'vim', version: '9' },
        { name: 'added' },
      ],
    );
    expect(changes).toEqual([
      { change: 'added', name: 'added', base: [], target: [] },
      { change: 'upgraded', name: 'bash', base: ['5.1'], target: ['5.2'] },
      { change: 'other', name: 'curl', base: ['8.0'], target: ['8.00'] },
      { change: 'downgraded', name: 'git', base: ['2.50'], target: ['2.49'] },
      { change: 'removed', name: 'gone', base: ['1'], target: [] },
      { change: 'upgraded', name: 'kernel', base: ['6.1'], target: ['6.1', '6.2'] },
      { change: 'other', name: 'vim', base: [], target: ['9'] },
    ]);
    expect(counts).toEqual({
      added: 1,
      removed: 1,
      upgraded: 2,
      downgraded: 1,
      other: 2,
      same: 1,
    });
  });

  it('is the same in any order and however often it is told, and mirrored the other way round', () => {
    fc.assert(
      fc.property(packages, packages, (base, target) => {
        const { changes, counts } = comparePackages(base, target);
        expect(comparePackages([...base.toReversed(), ...base], target)).toEqual({
          changes,
          counts,
        });
        const back = comparePackages(target, base);
        expect(back.counts).toEqual({
          ...counts,
          added: counts.removed,
          removed: counts.added,
          upgraded: counts.downgraded,
          downgraded: counts.upgraded,
        });
        expect(back.changes.map((each) => [each.name, each.target, each.base])).toEqual(
          changes.map((each) => [each.name, each.base, each.target]),
        );
        expect(changes).toHaveLength(
          Object.values(counts).reduce((sum, each) => sum + each, 0) - counts.same,
        );
        expect(comparePackages(base, base)).toEqual({
          changes: [],
          counts: {
            added: 0,
            removed: 0,
            upgraded: 0,
            downgraded: 0,
            other: 0,
            same: distinct(base),
          },
        });
      }),
    );
  });
});

describe('the group of a package', () => {
  it.each([
    ['linux-azure-5.15-cloud-tools-5.15.0-1039', 'linux-azure-5.15-cloud-tools'],
    ['linux-headers-5.15.0-1039-azure', 'linux-headers-azure'],
    ['linux-image-6.8.0-31-generic', 'linux-image-generic'],
    ['kernel-devel-6.1.102', 'kernel-devel-6.1.102'],
    ['linux-libc-dev', 'linux-libc-dev'],
    ['python-3.11.4-1039x', 'python-3.11.4-1039x'],
    ['', ''],
  ])('%s is %s', (name, group) => {
    expect(packageGroup(name)).toBe(group);
  });
});

const region = 'arn:aws:imagebuilder:eu-west-1';

function componentOf(
  name: string,
  version = '1.0.0/1',
  parameters: Readonly<Record<string, string>> = {},
  owner = '111122223333',
): RecipeComponent {
  return {
    arn: `${region}:${owner}:component/${name}/${version}`,
    name,
    version,
    parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
  };
}

function recipeOf(components: readonly RecipeComponent[], more: Partial<Recipe> = {}): Recipe {
  return { kind: 'image', name: 'office', version: '1.0.0', components, blockDevices: [], ...more };
}

/** How two recipes differ, in words. */
function differencesOf(base: Recipe, target: Recipe): readonly string[] | undefined {
  return compareRecipes({ recipe: base }, { recipe: target })?.map(explainRecipeChange);
}

/** How two recipes differ that have these components. */
const componentsDiffer = (
  base: readonly RecipeComponent[],
  target: readonly RecipeComponent[],
): readonly string[] | undefined => differencesOf(recipeOf(base), recipeOf(target));

function kindsOf(base: readonly RecipeComponent[], target: readonly RecipeComponent[]) {
  const changes = compareRecipes({ recipe: recipeOf(base) }, { recipe: recipeOf(target) }) ?? [];
  return changes.map(({ what }) => what);
}

describe('the recipes of two builds', () => {
  it('are not compared when AWS does not tell one of them', () => {
    expect(compareRecipes({}, { recipe: recipeOf([]) })).toBeUndefined();
    expect(compareRecipes({ recipe: recipeOf([]) }, {})).toBeUndefined();
  });

  it('differ in name, version, parent and settings, in this order', () => {
    const base = recipeOf([], {
      parent: 'ami-1',
      dockerfile: 'FROM a',
      workingDirectory: '/tmp',
      blockDevices: [{ device: '/dev/xvda', size: 8 }],
    });
    const target = recipeOf([], {
      name: 'design',
      version: '1.1.0',
      userData: 'exit',
      dockerfile: 'FROM b',
      blockDevices: [{ device: '/dev/xvda', size: 9 }],
    });
    expect(differencesOf(base, target)).toEqual([
      'Recipe: office to design',
      'Recipe version: 1.0.0 to 1.1.0',
      'Parent image: ami-1 to not set',
      'The Dockerfile template has changed',
      'The user data has changed',
      'The working directory has changed',
      'The storage volumes have changed',
    ]);
    expect(differencesOf(base, base)).toEqual([]);
    expect(differencesOf(target, base)).toContain('Parent image: not set to ami-1');
  });

  it('are told by their ARNs where they have no names', () => {
    expect(
      differencesOf({ kind: 'image', components: [], blockDevices: [], arn: 'a' }, recipeOf([])),
    ).toEqual(['Recipe: a to office', 'Recipe version: not set to 1.0.0']);
  });

  it('differ in their components, by name, version and parameters', () => {
    expect(
      componentsDiffer(
        [
          componentOf('office', '1.0.0/1', { b: '1', a: '1', same: '0' }),
          componentOf('update', '1.0.0/1'),
        ],
        [
          componentOf('scan', '2.0.0/1'),
          componentOf('office', '1.0.1/1', { same: '0', a: '2', c: '3' }),
        ],
      ),
    ).toEqual([
      'Component scan 2.0.0/1 was added',
      'Component update 1.0.0/1 was removed',
      'Component office: 1.0.0/1 to 1.0.1/1',
      'Parameter a of component office: 1 to 2',
      'Parameter b of component office: 1 to not set',
      'Parameter c of component office: not set to 3',
    ]);
  });

  it('have the same components in another account, and others of AWS', () => {
    const elsewhere = componentOf('office', '1.0.0/1', {}, '444455556666');
    expect(componentsDiffer([componentOf('office')], [elsewhere])).toEqual([]);
    const amazon = componentOf('office', '1.0.0/1', {}, 'aws');
    expect(componentsDiffer([componentOf('office')], [amazon])).toEqual([
      'Component office 1.0.0/1 was added',
      'Component office 1.0.0/1 was removed',
    ]);
  });

  it('may run a component twice, and run them in another order', () => {
    const [a, b] = [componentOf('a'), componentOf('b')];
    expect(componentsDiffer([a, b, a], [a, b])).toEqual(['Component a 1.0.0/1 was removed']);
    expect(componentsDiffer([a, b], [b, a])).toEqual(['The components run in another order']);
    // What was added or removed is no other order of the rest.
    expect(componentsDiffer([a, b], [componentOf('c'), a, b])).toEqual([
      'Component c 1.0.0/1 was added',
    ]);
    expect(componentsDiffer([componentOf('c'), a, b], [a, b])).toEqual([
      'Component c 1.0.0/1 was removed',
    ]);
  });

  it('mirror each other the other way round', () => {
    const components = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1.0.0/1', '1.0.1/1'))
        .map(([name, version]) => componentOf(name, version, { [`p${version}`]: name })),
      { maxLength: 4 },
    );
    const mirrored: Readonly<Partial<Record<RecipeChange['what'], RecipeChange['what']>>> = {
      'component-added': 'component-removed',
      'component-removed': 'component-added',
    };
    fc.assert(
      fc.property(components, components, (base, target) => {
        const back = kindsOf(target, base).map((what) => mirrored[what] ?? what);
        expect(back.toSorted()).toEqual(kindsOf(base, target).toSorted());
        expect(kindsOf(base, base)).toEqual([]);
      }),
    );
  });
});
