import { describe, expect, it } from 'vitest';
import {
  isForAnotherSystem,
  mostComponents,
  obstacleToComponent,
  obstacleToName,
  obstacleToParameters,
  obstacleToParts,
  obstacleToRecipe,
} from '@/lib/builds/clone/refusals';

const viewer = { name: 'viewer', version: '1.0.0' };

describe('a recipe', () => {
  it('has a name of a form that AWS takes', () => {
    for (const name of ['office', 'Office 2026', '-a-', 'a'.repeat(128)]) {
      expect(obstacleToName(name)).toBeUndefined();
    }
    for (const name of ['', 'ab', ' office', 'office ', 'öffice', 'a/b', 'a'.repeat(129)]) {
      expect(obstacleToName(name)).toBeDefined();
    }
  });

  it('has a version that is free, of a name as ARNs have it', () => {
    const taken = [{ name: 'Office 2026', version: '1.0.0' }];
    expect(obstacleToRecipe('office-2026', '1.0.0', taken)).toContain('already');
    expect(obstacleToRecipe('office-2026', '1.0.1', taken)).toBeUndefined();
    expect(obstacleToRecipe('office', '1.0.0', taken)).toBeUndefined();
  });

  it('consists of something that builds, and of no more than AWS takes', () => {
    const build = { type: 'BUILD' };
    expect(obstacleToParts(3, [])).toContain('at least one');
    expect(obstacleToParts(0, [{ type: 'TEST' }])).toContain('only test');
    expect(obstacleToParts(1, [{ type: 'TEST' }])).toBeUndefined();
    expect(obstacleToParts(mostComponents - 1, [build])).toBeUndefined();
    expect(obstacleToParts(mostComponents, [build])).toContain(String(mostComponents + 1));
  });
});

describe('a component', () => {
  it('is for the platform of the image, as far as both are told', () => {
    const linux = { ...viewer, platform: 'Linux' };
    expect(obstacleToComponent(linux, { platform: 'Windows' })).toContain('viewer 1.0.0');
    expect(obstacleToComponent(linux, { platform: 'Linux' })).toBeUndefined();
    expect(obstacleToComponent(linux, {})).toBeUndefined();
    expect(obstacleToComponent({ ...linux, status: 'DISABLED' }, {})).toContain('disabled');
  });

  it('may be for another system, by how the names begin', () => {
    const osVersions = ['Amazon Linux 2', 'Ubuntu'];
    expect(isForAnotherSystem({ osVersions }, { osVersion: 'Amazon Linux 2023' })).toBe(false);
    expect(isForAnotherSystem({ osVersions }, { osVersion: 'Red Hat 9' })).toBe(true);
    expect(isForAnotherSystem({ osVersions }, {})).toBe(false);
    expect(isForAnotherSystem({ osVersions: [] }, { osVersion: 'Red Hat 9' })).toBe(false);
  });

  const component = {
    ...viewer,
    parameters: [
      { name: 'edition', type: 'String' },
      { name: 'seats', type: 'integer', fallback: ['1'] },
      { name: 'silent', type: 'boolean', fallback: ['true'] },
      { name: 'languages', type: 'stringList', fallback: [] },
    ],
  };
  const edition = { name: 'edition', values: ['Team'] };

  it.each([
    [[], /needs a value for edition/],
    [[{ name: 'edition', values: ['a', 'b'] }], /takes one value/],
    [[{ name: 'edition', values: ['a\0'] }], /character/],
    [[edition, { name: 'seats', values: ['1.5'] }], /whole number/],
    [[edition, { name: 'silent', values: ['yes'] }], /true or false/],
    [[edition, { name: 'color', values: ['red'] }], /no parameter color/],
  ])('is refused with %j', (given, reason) => {
    expect(obstacleToParameters(component, given)).toMatch(reason);
  });

  it('takes what fits', () => {
    const given = [
      edition,
      { name: 'seats', values: ['-3'] },
      { name: 'silent', values: ['False'] },
      { name: 'languages', values: ['en', 'de'] },
    ];
    expect(obstacleToParameters(component, given)).toBeUndefined();
    expect(obstacleToParameters(component, [edition])).toBeUndefined();
  });
});
