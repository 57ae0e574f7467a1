import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, pathAddress } from '@/lib/findings/export/address';
import { exportFormats } from '@/lib/findings/export/formats';
import { exportName } from '@/lib/findings/export/name';
import { purlOf } from '@/lib/findings/export/purl';
import { causeText } from '@/lib/findings/export/words';
import type { Cause } from '@/lib/findings/cause';
import type { Finding } from '@/lib/findings/finding';
import { vulnerabilitiesOf } from '@/lib/findings/vulnerability';
import { reportOf } from '../../support/reports';
import { noon, present } from '../../support/values';

const named = (base: string, target: string, at = noon) => {
  const report = reportOf([], []);
  return exportName(
    { at, base: { ...report.base, label: base }, target: { ...report.target, label: target } },
    'csv',
  );
};

const addressOf = (sourceUrl: string) =>
  pageOf(vulnerabilitiesOf([{ id: 'GHSA-a', severity: 'LOW', sourceUrl }]).get('GHSA-a'));

describe('the name of an export', () => {
  it('has both builds and the day', () => {
    expect(named('office 1.0.0/3', 'office 1.0.0/4')).toBe(
      'image-desk-findings-office-1.0.0-3-to-office-1.0.0-4-2026-08-01.csv',
    );
  });

  it('has characters that every file system takes, and an end', () => {
    expect(named('../../etc/passwd', 'CON:*?"<>|')).toBe(
      'image-desk-findings-etc-passwd-to-CON-2026-08-01.csv',
    );
    expect(named('…', '', 1e300)).toBe('image-desk-findings-build-to-build.csv');
    expect(named('a'.repeat(300), 'b'.repeat(300)).length).toBeLessThan(200);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (base, target) => {
        const name = named(base, target);
        expect(name).toMatch(/^image-desk-findings-[\w.-]+-2026-08-01\.csv$/);
        expect(name).not.toContain('..');
        expect(name.length).toBeLessThan(200);
      }),
    );
  });
});

describe('the address of a page', () => {
  const ajv = new Ajv2020();
  addFormats(ajv);
  const isUri = ajv.compile({ type: 'string', format: 'uri' });

  it('is one that every schema takes, or none', () => {
    expect(addressOf('https://[::1]/a[b]')).toBe('https://[::1]/a%5Bb%5D');
    expect(addressOf('http://example.com/')).toBeUndefined();
    const odd = fc.string({ unit: fc.constantFrom(...'/#?%[]{}|^`"<>\\:@ aé\ud800😀'.split('')) });
    fc.assert(
      fc.property(fc.oneof(odd, fc.webUrl({ withFragments: true })), (rest) => {
        for (const address of [addressOf(rest), addressOf(`https://example.com/${rest}`)]) {
          expect(address === undefined || isUri(address)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a file in an image is relative to its root', () => {
    expect(pathAddress('/usr/lib/a b/#1')).toBe('usr/lib/a%20b/%231');
    expect(pathAddress('C:\\Program Files\\x')).toBe('C%3A/Program%20Files/x');
    expect(pathAddress('//')).toBe('');
  });
});

describe('the package URL of a package', () => {
  it.each([
    ['PYTHONPKG', 'Py_Thing', 'pkg:pypi/py-thing@1.0'],
    ['pip', 'certifi', 'pkg:pypi/certifi@1.0'],
    ['NPM', '@scope/name', 'pkg:npm/%40scope/name@1.0'],
    ['GOBINARY', 'github.com/Acme/Tool', 'pkg:golang/github.com/acme/tool@1.0'],
    ['JAR', 'org.acme:tool', 'pkg:maven/org.acme/tool@1.0'],
    ['JAR', 'tool', undefined],
    ['OS', 'openssl', undefined],
    ['constructor', 'openssl', undefined],
    [undefined, 'openssl', undefined],
  ])('of %s, %s is %s', (packageManager, name, expected) => {
    const each = { name, version: '1.0', ...(packageManager !== undefined && { packageManager }) };
    expect(purlOf(each)).toBe(expected);
  });

  it('has no version when AWS tells none', () => {
    expect(purlOf({ name: 'a', packageManager: 'CARGO' })).toBe('pkg:cargo/a');
  });
});

describe('a cause in words', () => {
  it.each<readonly [Cause, string]>([
    [{ why: 'package-added', known: 'inventory' }, 'Package added'],
    [{ why: 'package-removed', known: 'inventory' }, 'Package removed'],
    [{ why: 'upgraded', from: '1', to: '2', known: 'inventory' }, 'Upgraded from 1 to 2'],
    [
      { why: 'downgraded', from: '2', to: '1', known: 'findings' },
      'Downgraded from 2 to 1, as other findings tell',
    ],
    [
      { why: 'other-version', from: 'a', to: 'b', known: 'inventory' },
      'Version changed from a to b',
    ],
    [{ why: 'database', known: 'inventory' }, 'Same version, other vulnerability database'],
    [{ why: 'unknown' }, 'Not known'],
  ])('of %j is %s', (cause, expected) => {
    const report = reportOf([], [{ id: 'a', severity: 'LOW', packages: [{ name: 'p' }] }]);
    const vulnerability = present(report.vulnerabilities[0]);
    const pair = { ...present(vulnerability.pairs[0]), cause };
    const row = { vulnerability, change: 'new', suppressed: false } as const;
    expect(causeText({ ...row, pair })).toBe(expected);
    expect(causeText({ ...row, pair: { ...pair, elsewhere: true } })).toBe(
      `${expected}; the vulnerability is in both builds`,
    );
    expect(causeText(row)).toBe('');
  });
});

describe('2,500 rows', () => {
  const many = Array.from({ length: 2500 }, (_, index): Finding => ({
    id: `CVE-2026-${10_000 + index}`,
    severity: 'HIGH',
    title: 'Something | is wrong',
    packages: [{ name: `package-${index % 90}`, version: '1.0', filePath: `/usr/lib/${index}` }],
  }));
  const report = reportOf([], many, (id) => ({
    id: '00000000-0000-4000-8000-000000000000',
    vulnerability: id,
    state: 'in-work',
    reason: 'Soon.',
    at: noon,
  }));

  it.each(exportFormats.map((format) => [format.title, format] as const))(
    'are written as %s before anybody waits',
    (_, { write }) => {
      // Of the processor, and not of the clock: other tests run beside this one.
      const start = process.cpuUsage();
      const text = write(report);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
      expect(text).toContain('CVE-2026-10000');
    },
  );
});
