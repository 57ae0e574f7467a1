import type { ImagePackage, ImageScanFinding } from '@aws-sdk/client-imagebuilder';

/** The severities of Amazon Inspector, the worst first. */
export const severities = [
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'INFORMATIONAL',
  'UNTRIAGED',
] as const;

type Severity = (typeof severities)[number];

const day = 86_400_000;

/** What each severity's first finding scores; nobody has scored what is untriaged. */
const scores: Readonly<Record<Severity, number | undefined>> = {
  CRITICAL: 9.8,
  HIGH: 8.1,
  MEDIUM: 5.5,
  LOW: 3.3,
  INFORMATIONAL: 0,
  UNTRIAGED: undefined,
};

/** What is installed in images, by platform. */
const installed = {
  Windows: [
    ['Mozilla Firefox (x64 en-US)', '140.0.4'],
    ['LibreOffice', '25.2.5.2'],
    ['7-Zip (x64)', '24.09'],
    ['Python 3.12 Core Interpreter', '3.12.4150.0'],
    ['OpenSSL', '3.0.16'],
    ['Git', '2.49.0'],
    ['Notepad++ (64-bit x64)', '8.7.9'],
    ['curl', '8.14.1'],
  ],
  Linux: [
    ['openssl', '3.0.8'],
    ['glibc', '2.34'],
    ['curl', '8.11.1'],
    ['python3', '3.9.23'],
    ['zlib', '1.2.11'],
    ['git', '2.47.3'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [string, string])[]>>;

/**
 * What an earlier build has installed in place of what a later one has; without a version it is not
 * there yet.
 */
const installedBefore: Readonly<Record<string, string | undefined>> = {
  'Mozilla Firefox (x64 en-US)': '139.0.1',
  LibreOffice: '25.2.4.3',
  'Notepad++ (64-bit x64)': undefined,
  glibc: '2.33',
};

/** Numbers of vulnerabilities that were rated otherwise when an earlier build was scanned. */
const ratedBefore: Readonly<Record<number, Severity>> = { 1007: 'MEDIUM', 2008: 'HIGH' };

/** Which of two builds of an image is meant: what they have in common they do not wholly share. */
export type Edition = 'earlier' | 'later';

/** How many findings of a severity, and how many of the later build's the earlier one does not have. */
type Wanted = number | { readonly count: number; readonly after: number };

/**
 * Gives findings of a scan, as many of each severity as asked for. `seen` is the time of the scan in
 * epoch milliseconds; the findings were first observed at it and before. Ids are made up, and the
 * same call gives the same findings.
 */
export function findingsOf(
  platform: keyof typeof installed,
  seen: number,
  counts: Readonly<Partial<Record<Severity, Wanted>>>,
  edition: Edition = 'later',
): readonly ImageScanFinding[] {
  return severities.flatMap((severity, rank) => {
    const wanted = counts[severity] ?? 0;
    const { count, after } = typeof wanted === 'number' ? { count: wanted, after: 0 } : wanted;
    return Array.from({ length: count }, (_, index) =>
      findingOf(platform, seen, severity, rank * 1000 + after + index, edition),
    );
  });
}

/** What is installed in an edition of an image. */
function installedIn(platform: keyof typeof installed, edition: Edition) {
  return installed[platform].flatMap(([name, version]) => {
    if (edition === 'later' || !Object.hasOwn(installedBefore, name)) {
      return [[name, version] as const];
    }
    const before = installedBefore[name];
    return before === undefined ? [] : [[name, before] as const];
  });
}

/** Gives the packages of an image, enough for more than one page of them. */
export function packagesOf(
  platform: keyof typeof installed,
  edition: Edition = 'later',
): readonly ImagePackage[] {
  const names = installedIn(platform, edition).map(([packageName, packageVersion]) => ({
    packageName,
    packageVersion,
  }));
  const others = Array.from({ length: 30 }, (_, index) => ({
    packageName: platform === 'Windows' ? `Microsoft Component ${index + 1}` : `lib${index + 1}`,
    packageVersion: `1.${index}.0`,
  }));
  return [...names, ...others];
}

function findingOf(
  platform: keyof typeof installed,
  seen: number,
  asked: Severity,
  number: number,
  edition: Edition,
): ImageScanFinding {
  const all = installed[platform];
  const [name, latest] = all[number % all.length] ?? all[0];
  const version = (edition === 'earlier' ? installedBefore[name] : undefined) ?? latest;
  const severity = (edition === 'earlier' ? ratedBefore[number] : undefined) ?? asked;
  const score = scores[severity];
  const vulnerabilityId = `CVE-2026-${20_000 + number}`;
  const fixed = number % 3 !== 2;
  const arch = platform === 'Windows' ? 'X64' : 'X86_64';
  return {
    type: 'PACKAGE_VULNERABILITY',
    title: `${vulnerabilityId} - ${name}`,
    // What vendors write is text, whatever it looks like.
    description: `A weakness in ${name} lets an attacker do what they may not, such as <script>alert(${number})</script>.`,
    severity,
    firstObservedAt: new Date(seen - (number % 40) * day),
    updatedAt: new Date(seen),
    ...(score !== undefined && {
      inspectorScore: score,
      inspectorScoreDetails: {
        adjustedCvss: {
          scoreSource: 'NVD',
          cvssSource: 'NVD',
          version: '3.1',
          score,
          scoringVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          adjustments: [],
        },
      },
    }),
    remediation: {
      recommendation: { text: fixed ? `Update ${name}.` : 'None Provided' },
    },
    packageVulnerabilityDetails: {
      vulnerabilityId,
      vulnerablePackages: [
        {
          name,
          version,
          arch,
          packageManager: platform === 'Windows' ? 'OS' : 'RPM',
          ...(fixed && { fixedInVersion: `${latest}.1`, remediation: `Update ${name}` }),
        },
        // One weakness may be in several packages.
        ...(number % 4 === 1
          ? [{ name: `${name}-libs`, version, arch, packageManager: 'OS' }]
          : []),
      ],
      source: number % 2 === 0 ? 'NVD' : 'AMAZON_CVE',
      cvss:
        score === undefined
          ? []
          : [{ baseScore: score, version: '3.1', source: 'NVD', scoringVector: 'CVSS:3.1/AV:N' }],
      relatedVulnerabilities: [],
      sourceUrl: `https://nvd.nist.gov/vuln/detail/${vulnerabilityId}`,
      vendorCreatedAt: new Date(seen - (number % 40) * day - 10 * day),
      vendorUpdatedAt: new Date(seen - (number % 40) * day - 3 * day),
      ...(severity !== 'UNTRIAGED' && { vendorSeverity: severity.toLowerCase() }),
      referenceUrls: [`https://nvd.nist.gov/vuln/detail/${vulnerabilityId}`],
    },
    fixAvailable: fixed ? 'YES' : 'NO',
  };
}
