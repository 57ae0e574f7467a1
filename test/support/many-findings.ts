import type { Finding, VulnerablePackage } from '@/lib/findings/finding';

/** Of so many findings of one side, one is not on a side with the next seed. */
const turnover = 10;

/** So many names of packages there are; each has some vulnerabilities. */
const names = 2000;

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNTRIAGED'] as const;

const description =
  'A flaw was found in the way that the library reads records which are longer than they say. ';

/**
 * Gives so many findings with so many packages each, about as large as real ones, and the same
 * ones for the same seed. Those of the next seed are nine tenths the same vulnerabilities, some of
 * them in other versions of their packages, rated differently, or with a fix.
 */
export function manyFindings(
  count: number,
  packagesEach: number,
  seed: number,
): readonly Finding[] {
  const first = Math.floor(count / turnover) * seed;
  return Array.from({ length: count }, (_, index) => findingOf(first + index, packagesEach, seed));
}

function findingOf(number: number, packagesEach: number, seed: number): Finding {
  const id = `CVE-${2015 + (number % 11)}-${10_000 + number}`;
  const rated = noise(number * 7919 + (noise(number) % 20 === 0 ? seed : 0));
  const severity = severities[rated % severities.length] ?? 'LOW';
  const fixed = noise(number) % 3 !== 0 || (seed > 0 && noise(number) % 4 === 0);
  const packages = Array.from({ length: packagesEach }, (_, index) =>
    packageOf((number * 13 + index * 101) % names, fixed, seed),
  );
  const score = severity === 'UNTRIAGED' ? undefined : (rated % 100) / 10;
  const url = `https://vulnerabilities.example/${id}`;
  return {
    id,
    severity,
    title: `${id} - ${packages[0]?.name} and ${packagesEach - 1} more`,
    description: `${id}. ${description.repeat(6 + (number % 5))}`,
    source: 'UBUNTU_CVE',
    sourceUrl: url,
    references: Array.from(
      { length: 4 + (number % 5) },
      (_, index) => `${url}/references/${index}`,
    ),
    firstObservedAt: 1_760_000_000_000 + seed * 86_400_000,
    updatedAt: 1_760_000_000_000 + seed * 86_400_000,
    publishedAt: 1_500_000_000_000 + number * 3_600_000,
    vendorSeverity: severity.toLowerCase(),
    ...(score !== undefined && {
      score,
      cvss: [{ score, version: '3.1', source: 'NVD', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N' }],
    }),
    fixAvailable: fixed ? 'YES' : 'NO',
    packages,
  };
}

function packageOf(number: number, fixed: boolean, seed: number): VulnerablePackage {
  const version = `${1 + (number % 9)}.${number % 31}.${noise(number) % 17}`;
  // A fifth of the packages is upgraded from one seed to the next.
  const release = `1ubuntu${number % 5 === 0 ? seed + 1 : 1}`;
  return {
    name: `lib${noise(number).toString(36)}-${number}`,
    version,
    release,
    epoch: number % 7 === 0 ? 1 : 0,
    arch: 'X86_64',
    packageManager: 'OS',
    ...(fixed && {
      fixedIn: `0:${version}-1ubuntu9`,
      remediation: 'apt-get update && apt-get upgrade',
    }),
  };
}

/** A number that looks like chance and is always the same for the same one. Source: Knuth's hash. */
function noise(number: number): number {
  return Math.imul(number + 1, 2_654_435_761) >>> 8;
}
