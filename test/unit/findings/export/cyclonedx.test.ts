import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsVex } from '@/lib/findings/export/cyclonedx';
import {
  exampleBase,
  exampleTarget,
  judgementOf,
  reportOf,
  reports,
  targetArn,
} from '../../support/reports';
import { cycloneDxCheck } from '../../support/schemas';

interface Vex {
  readonly metadata: { readonly component: object };
  readonly components: readonly { readonly 'bom-ref': string }[];
  readonly vulnerabilities: readonly {
    readonly id: string;
    readonly analysis: { readonly state: string };
    readonly affects: readonly { readonly ref: string }[];
  }[];
}

const read = (text: string) => JSON.parse(text) as Vex;

describe('recorded judgements as CycloneDX', () => {
  const faultsOf = cycloneDxCheck();

  it('is a valid document without vulnerabilities when nothing was recorded', async () => {
    const text = findingsVex(reportOf(exampleBase, exampleTarget));
    expect(read(text)).toMatchObject({ specVersion: '1.6', components: [], vulnerabilities: [] });
    expect(await faultsOf(text)).toBeNull();
  });

  it('is checked by a schema that knows what is wrong', async () => {
    const text = findingsVex(
      reportOf(exampleBase, exampleTarget, (id) => judgementOf(id, 'accepted')),
    );
    expect(await faultsOf(text)).toBeNull();
    expect(await faultsOf(text.replaceAll('"exploitable"', '"accepted"'))).not.toBeNull();
    expect(await faultsOf(text.replaceAll('will_not_fix', 'will_not'))).not.toBeNull();
    expect(await faultsOf(text.replaceAll('"affects"', '"affected"'))).not.toBeNull();
  });

  it('says what was recorded of a package, where it is told which one that is', () => {
    const vex = read(
      findingsVex(
        reportOf(exampleBase, exampleTarget, (id, name) =>
          name === 'certifi' ? judgementOf(id, 'not-affected') : undefined,
        ),
      ),
    );
    const ref = 'package:certifi/2022.12.7//pkg%3Apypi%2Fcertifi%402022.12.7';
    expect(vex.metadata.component).toEqual({
      type: 'operating-system',
      'bom-ref': 'image',
      name: 'office 1.0.0/4',
      properties: [{ name: 'image-desk:arn', value: targetArn }],
    });
    expect(vex.components).toEqual([
      {
        type: 'library',
        'bom-ref': ref,
        name: 'certifi',
        version: '2022.12.7',
        purl: 'pkg:pypi/certifi@2022.12.7',
      },
    ]);
    expect(vex.vulnerabilities).toMatchObject([
      {
        id: 'CVE-2026-1004',
        source: { name: 'NVD', url: 'https://nvd.example/a%20b%7Cc?d=%7Be%7D#f%23g%25' },
        ratings: [
          {
            source: { name: 'Amazon Inspector' },
            severity: 'high',
            score: 8.1,
            method: 'CVSSv31',
            vector: 'CVSS:3.1/AV:N',
          },
          { source: { name: 'NVD' }, score: 8.1, method: 'CVSSv31', vector: 'CVSS:3.1/AV:N' },
          { score: 7, method: 'other' },
        ],
        published: '2026-08-01T12:00:00.000Z',
        analysis: {
          state: 'not_affected',
          detail: 'Not affected: Not reachable.',
          firstIssued: '2026-08-01T12:00:00.000Z',
          lastUpdated: '2026-08-01T12:00:00.000Z',
        },
        affects: [{ ref }],
      },
    ]);
  });

  it('leaves visible what is accepted, and claims nothing of what is in work', () => {
    const vex = read(
      findingsVex(
        reportOf(exampleBase, exampleTarget, (id) =>
          id.startsWith('GHSA')
            ? judgementOf(id, 'in-work')
            : judgementOf(id, 'accepted', { reason: 'Behind a firewall.' }),
        ),
      ),
    );
    expect(vex.vulnerabilities.map(({ id, analysis, affects }) => [id, analysis, affects.length]))
      // What is fixed is not in the target: CVE-2026-1002 is not there.
      .toMatchObject([
        [
          'CVE-2026-1001',
          {
            state: 'exploitable',
            response: ['will_not_fix'],
            detail: 'Accepted until 2026-12-31: Behind a firewall.',
          },
          1,
        ],
        ['CVE-2026-1004', { state: 'exploitable' }, 1],
        ['CVE-2026-1003', { state: 'exploitable' }, 1],
        ['GHSA-aaaa-bbbb-cccc', { state: 'in_triage' }, 1],
      ]);
    expect(vex.vulnerabilities[3]?.affects).toEqual([{ ref: 'image' }]);
  });

  it('is valid, and tells of every judgement of the target, whatever was compared', async () => {
    await fc.assert(
      fc.asyncProperty(reports, async (report) => {
        const text = findingsVex(report);
        expect(await faultsOf(text)).toBeNull();
        const vex = read(text);
        const told = vex.vulnerabilities.map(({ id, analysis }) => `${id} ${analysis.state}`);
        expect(new Set(told)).toEqual(
          new Set(
            report.vulnerabilities.flatMap((each) =>
              (each.pairs.length === 0 ? [each] : each.pairs).flatMap(({ change, judgement }) =>
                change === 'fixed' || !judgement ? [] : [`${each.id} ${states[judgement.state]}`],
              ),
            ),
          ),
        );
        const refs = new Set(['image', ...vex.components.map((each) => each['bom-ref'])]);
        for (const { affects } of vex.vulnerabilities) {
          expect(affects.length).toBeGreaterThan(0);
          expect(affects.every(({ ref }) => refs.has(ref))).toBe(true);
        }
        expect(refs.size).toBe(vex.components.length + 1);
      }),
      { numRuns: 20 },
    );
  });
});

const states = {
  'not-affected': 'not_affected',
  accepted: 'exploitable',
  'in-work': 'in_triage',
} as const;
