import { describe, expect, it } from 'vitest';
import { toFinding } from '@/lib/aws/image-builder-findings';

const cve = 'CVE-2026-1001';

/** A finding as it comes, with this to tell of its vulnerability. */
function wireOf(details: object, more: object = {}): unknown {
  return {
    severity: 'HIGH',
    packageVulnerabilityDetails: { vulnerabilityId: cve, ...details },
    ...more,
  };
}

/** The only package of a finding, as it is read. */
function packageOf(wire: object): unknown {
  const { packages = [] } = toFinding(wireOf({ vulnerablePackages: [{ name: 'a', ...wire }] }));
  expect(packages).toHaveLength(1);
  return packages[0];
}

function remediationOf(recommendation: object) {
  return toFinding(wireOf({}, { remediation: { recommendation } })).remediation;
}

describe('a finding of Image Builder', () => {
  it('says all that AWS says', () => {
    expect(
      toFinding({
        awsAccountId: '111122223333',
        type: 'PACKAGE_VULNERABILITY',
        title: `${cve} - openssl`,
        description: '<b>Text</b>',
        severity: 'HIGH',
        firstObservedAt: 1_760_000_000.5,
        updatedAt: '2026-08-01T12:00:00Z',
        inspectorScore: 7.5,
        inspectorScoreDetails: {
          adjustedCvss: {
            scoreSource: 'NVD',
            cvssSource: 'UBUNTU_CVE',
            version: '3.1',
            scoringVector: 'CVSS:3.1/AV:N',
            adjustments: [{ metric: 'Attack Vector', reason: 'Closed' }, {}],
          },
        },
        remediation: { recommendation: { text: 'Update.', url: 'https://example.com/' } },
        fixAvailable: 'PARTIAL',
        packageVulnerabilityDetails: {
          vulnerabilityId: cve,
          source: 'NVD',
          sourceUrl: 'https://nvd.example/',
          vendorSeverity: 'high',
          vendorCreatedAt: 1_700_000_000,
          vendorUpdatedAt: 1_710_000_000,
          relatedVulnerabilities: ['CVE-2026-1002', 7],
          referenceUrls: ['https://example.com/1'],
          cvss: [{ baseScore: 7.5, version: '3.1', source: 'NVD', scoringVector: 'v' }, {}],
          vulnerablePackages: [
            {
              name: 'openssl',
              version: '3.0.1',
              release: '1',
              epoch: 1,
              arch: 'X86_64',
              packageManager: 'OS',
              filePath: '/usr/lib',
              fixedInVersion: '0:3.0.2-1',
              remediation: 'dnf update',
              sourceLayerHash: 'sha256:1',
            },
          ],
        },
      }),
    ).toEqual({
      id: cve,
      severity: 'HIGH',
      title: `${cve} - openssl`,
      description: '<b>Text</b>',
      source: 'NVD',
      sourceUrl: 'https://nvd.example/',
      references: ['https://example.com/1'],
      related: ['CVE-2026-1002'],
      firstObservedAt: 1_760_000_000_500,
      updatedAt: Date.UTC(2026, 7, 1, 12),
      publishedAt: 1_700_000_000_000,
      changedAt: 1_710_000_000_000,
      vendorSeverity: 'high',
      score: 7.5,
      scoreDetails: {
        source: 'NVD',
        version: '3.1',
        vector: 'CVSS:3.1/AV:N',
        adjustments: [{ metric: 'Attack Vector', reason: 'Closed' }, { metric: '' }],
      },
      cvss: [{ score: 7.5, version: '3.1', source: 'NVD', vector: 'v' }, {}],
      fixAvailable: 'PARTIAL',
      remediation: { text: 'Update.', url: 'https://example.com/' },
      packages: [
        {
          name: 'openssl',
          version: '3.0.1',
          release: '1',
          epoch: 1,
          arch: 'X86_64',
          packageManager: 'OS',
          filePath: '/usr/lib',
          fixedIn: '0:3.0.2-1',
          remediation: 'dnf update',
          layer: 'sha256:1',
        },
      ],
    });
  });

  it('of which nobody has rated anything is untriaged, without a score', () => {
    expect(toFinding(wireOf({ cvss: [] }, { severity: undefined }))).toEqual({
      id: cve,
      severity: 'UNTRIAGED',
    });
    expect(toFinding(wireOf({}, { severity: '', inspectorScore: null }))).toEqual({
      id: cve,
      severity: 'UNTRIAGED',
    });
    expect(toFinding(wireOf({}, { inspectorScore: 0 }))).toMatchObject({ score: 0 });
  });

  it('keeps the word of a severity, and an id of another database', () => {
    expect(toFinding({ severity: 'Medium' })).toEqual({ id: 'Unnamed', severity: 'Medium' });
    expect(toFinding(wireOf({ vulnerabilityId: 'GHSA-aaaa' })).id).toBe('GHSA-aaaa');
    expect(toFinding(wireOf({ vulnerabilityId: '' }, { title: 'A title' })).id).toBe('A title');
  });

  it.each(['NotAvailable', 'NOT AVAILABLE', 'not available'])(
    'has no version with a fix where AWS says %s',
    (fixedInVersion) => {
      expect(packageOf({ fixedInVersion })).toEqual({ name: 'a' });
    },
  );

  it('has as many packages as AWS names, and none without a name', () => {
    const names = Array.from({ length: 88 }, (_, index) => ({ name: `p${index % 80}` }));
    const { packages } = toFinding(
      wireOf({ vulnerablePackages: [{}, null, 'text', ...names, { name: '' }] }),
    );
    expect(packages).toEqual(names);
    expect(toFinding(wireOf({ vulnerablePackages: [{}] }))).not.toHaveProperty('packages');
  });

  it('takes what is empty for missing where it would tell packages apart', () => {
    expect(packageOf({ version: '', release: '', arch: '', fixedInVersion: '', epoch: 0 })).toEqual(
      {
        name: 'a',
        epoch: 0,
      },
    );
  });

  it('says of a remediation only what there is', () => {
    expect(remediationOf({ text: 'None Provided' })).toBeUndefined();
    expect(remediationOf({})).toBeUndefined();
    expect(remediationOf({ text: 'None Provided', url: 'u' })).toEqual({ url: 'u' });
    expect(remediationOf({ text: 'Update.' })).toEqual({ text: 'Update.' });
  });

  it('has the source of its CVSS where there is no other of the score', () => {
    const { scoreDetails } = toFinding(
      wireOf({}, { inspectorScoreDetails: { adjustedCvss: { cvssSource: 'NVD' } } }),
    );
    expect(scoreDetails).toEqual({ source: 'NVD', adjustments: [] });
    expect(toFinding(wireOf({}, { inspectorScoreDetails: {} }))).not.toHaveProperty('scoreDetails');
  });
});
