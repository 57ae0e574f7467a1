import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, newestOf, versionShift } from '@/lib/findings/versions';

describe('versions of packages', () => {
  it.each([
    ['1.0', '1.1'],
    ['1.9', '1.10'],
    ['1.0~rc1-1', '1.0-1'],
    ['1.0-1', '1.0-2'],
    ['1.0-1', '1.0-1ubuntu1'],
    ['1.0-1ubuntu1', '1.0-1ubuntu1.1'],
    ['9.9-9', '1:0.1-1'],
    ['1.0', '1.0-1'],
    // What follows the last hyphen counts last.
    ['1.1.1-1', '1.1.1n-0+deb11u3'],
    ['1.0-2', '1.0+dfsg-1'],
    ['1.1.1f-1ubuntu2.16', '1.1.1f-1ubuntu2.19'],
    ['2.36-9+deb12u3', '2.36-9+deb12u13'],
    // RPM
    ['7.61.1-22.el8', '7.61.1-22.el8_6.3'],
    ['3.0.8-1.amzn2023.0.3', '3.0.8-1.amzn2023.0.12'],
    ['1.0-1', '1.0^20260801-1'],
    ['1.0^20260801-1', '1.0.1-1'],
    ['1.0^1', '1.0^2'],
    ['1.0~~1', '1.0~1'],
    ['1.0~1', '1.0^1'],
    // Windows, and versions with letters
    ['KB5031354', 'KB5034122'],
    ['10.0.20348.2113', '10.0.20348.10113'],
    ['24H2', '25H1'],
    ['9e', '9f'],
    // What comes before a release, in the words of npm, Python and Maven.
    ['2.0.0-rc.1', '2.0.0'],
    ['2.0.0-alpha.2', '2.0.0-beta.1'],
    ['3.12.0rc2', '3.12.0'],
    ['1.0.dev3', '1.0'],
    ['5.3.0-SNAPSHOT', '5.3.0'],
    ['1.0.2', '1.0.2a'],
    ['5.3.0-SNAPSHOT.2', '5.3.0-snapshot.3'],
    ['1.0.0-preview', '1.0.0'],
    ['1.0Z', '1.0a'],
    ['1.0a', '1.0+'],
    ['1-1-2', '1-1a-1'],
    ['1.0', '1.0prefix'],
    ['1.0b', '1.0b-dev'],
    ['1.002', '1.10'],
    ['99999999999999999998', '99999999999999999999'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(versionShift([older], [newer])).toBe('upgraded');
    expect(versionShift([newer], [older])).toBe('downgraded');
    expect(newestOf([older, newer, older])).toBe(newer);
  });

  it.each([
    ['0:4.19.232-1', '4.19.232-1'],
    ['1.0', '1.00'],
    ['1.000', '1.0'],
  ])('%s is as old as %s, and still another', (a, b) => {
    expect(compareVersions(a, b)).toBe(0);
    expect(versionShift([a], [b])).toBe('other');
  });

  it('are the same only when all of them are', () => {
    expect(versionShift(['1', '2'], ['1', '2'])).toBe('same');
    expect(versionShift(['1', '2'], ['2'])).toBe('other');
    expect(versionShift(['1', '2'], ['1', '3'])).toBe('upgraded');
    expect(versionShift([], [])).toBe('same');
    expect(versionShift([], ['1'])).toBe('other');
    expect(versionShift(['1'], [])).toBe('other');
  });

  it('are in one order', () => {
    const version = fc.oneof(
      fc.string({
        unit: fc.constantFrom('0', '1', '9', 'a', '~', '^', '.', '-', '+', ':', 'Z', 'rc', 'dev'),
        maxLength: 8,
      }),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        const [low = '', middle = '', high = ''] = [a, b, c].toSorted(compareVersions);
        expect(compareVersions(low, middle)).toBeLessThanOrEqual(0);
        expect(compareVersions(middle, high)).toBeLessThanOrEqual(0);
        expect(compareVersions(low, high)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});
