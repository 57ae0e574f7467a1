import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bumps,
  compareVersions,
  nextFreeVersion,
  nextVersion,
  obstacleToVersion,
} from '@/lib/builds/clone/version';

const versions = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((numbers) => numbers.join('.'));

describe('the next version', () => {
  it('raises one number, and begins again behind it', () => {
    expect(bumps.map((bump) => nextVersion('1.2.3', bump))).toEqual(['1.2.4', '1.3.0', '2.0.0']);
    expect(nextVersion('1.2', 'patch')).toBeUndefined();
    expect(nextVersion('1.2.x', 'patch')).toBeUndefined();
  });

  it('is later than the one before, free, and a version', () => {
    fc.assert(
      fc.property(
        versions,
        fc.constantFrom(...bumps),
        fc.array(versions, { maxLength: 40 }),
        (version, bump, taken) => {
          const next = nextFreeVersion(version, bump, taken) ?? '';
          expect(obstacleToVersion(next)).toBeUndefined();
          expect(taken).not.toContain(next);
          expect(compareVersions(next, version)).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('a version', () => {
  it.each(['1.0', '1.0.0.0', '01.0.0', '1.0.x', 'v1.0.0', '1.0.0/1', '1.0.-1', '1.0.0 '])(
    'is not %s',
    (version) => {
      expect(obstacleToVersion(version)).toContain('three numbers');
    },
  );

  it('has numbers up to what AWS takes', () => {
    expect(obstacleToVersion('0.0.1073741823')).toBeUndefined();
    expect(obstacleToVersion('0.0.1073741824')).toContain('1073741823');
    expect(obstacleToVersion('')).toBe('Enter the version of the recipe.');
  });

  it('comes after another by its numbers, not its letters', () => {
    expect(['1.10.0', '1.2.0', 'x', '1.9.9'].toSorted(compareVersions)).toEqual([
      'x',
      '1.2.0',
      '1.9.9',
      '1.10.0',
    ]);
  });
});
