import * as fc from 'fast-check';
import type { Comparison, PairChange, VulnerabilityChange } from '@/lib/findings/compare';
import type { Finding, VulnerablePackage } from '@/lib/findings/finding';
import type { Package } from '@/lib/builds/build';

/** Few enough values that two sides have much in common. */
const versions = fc.constantFrom('1.0-1', '1.0-2', '1.1~rc1', '2:0.9', '1.0', '1.00');

const packages: fc.Arbitrary<VulnerablePackage> = fc.record(
  {
    name: fc.constantFrom('bash', 'zlib', 'linux-5.15.0-1039', 'certifi'),
    version: versions,
    release: fc.constantFrom('1', '2'),
    epoch: fc.constantFrom(0, 1),
    arch: fc.constantFrom('X86_64', 'ARM64'),
    packageManager: fc.constantFrom('OS', 'PYTHON', 'PYTHONPKG'),
    filePath: fc.constantFrom('app/poetry.lock', 'METADATA'),
    fixedIn: versions,
    remediation: fc.constantFrom('Update it.', 'Replace it.'),
  },
  { requiredKeys: ['name'] },
);

export const findings: fc.Arbitrary<Finding> = fc.record(
  {
    id: fc.constantFrom('CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3', 'GHSA-xxxx', 'SNYK-1'),
    severity: fc.constantFrom('CRITICAL', 'High', 'LOW', 'UNTRIAGED', 'UNKNOWN', 'severe'),
    score: fc.constantFrom(0, 5.5, 9.8),
    fixAvailable: fc.constantFrom('YES', 'NO', 'PARTIAL', 'yes'),
    title: fc.constantFrom('one', 'another'),
    packages: fc.array(packages, { maxLength: 4 }),
  },
  { requiredKeys: ['id', 'severity'] },
);

export interface Side {
  readonly findings: readonly Finding[];
  readonly packages?: readonly Package[];
}

const inventory: fc.Arbitrary<readonly Package[]> = fc.array(
  fc.record(
    { name: fc.constantFrom('bash', 'zlib', 'linux-5.15.0-1039'), version: versions },
    { requiredKeys: ['name'] },
  ),
  { maxLength: 5 },
);

export const sides: fc.Arbitrary<Side> = fc.record(
  { findings: fc.array(findings, { maxLength: 8 }), packages: inventory },
  { requiredKeys: ['findings'] },
);

/** A comparison by its keys, in an order that is not its own, and without the packages of `details`. */
export function plainOf({ vulnerabilities, ...totals }: Comparison) {
  return {
    ...totals,
    vulnerabilities: Object.fromEntries(
      vulnerabilities.map(({ base, target, ...each }) => [
        each.id,
        { ...each, base: undetailed(base), target: undetailed(target) },
      ]),
    ),
  };
}

function undetailed(side: VulnerabilityChange['base']) {
  if (!side) return undefined;
  const { packages: _places, ...details } = side.details;
  return { ...side, details };
}

export function pairsOf({ vulnerabilities }: Comparison): readonly PairChange[] {
  return vulnerabilities.flatMap(({ pairs }) => pairs);
}
