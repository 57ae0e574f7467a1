import type {
  SearchVulnerabilitiesRequest,
  SearchVulnerabilitiesResponse,
  Vulnerability,
} from '@aws-sdk/client-inspector2';
import type { Handlers } from '../handler';

const dayOf = (text: string) => new Date(`${text}T00:00:00Z`);

/**
 * What the database of vulnerabilities has, by id: one that is exploited, one that has a score
 * alone, and one of which nothing but its id is known. Those ids are of the scans' findings
 * (`test/support/scan-findings.ts`), and made up as these are.
 */
export const knownVulnerabilities: ReadonlyMap<string, Vulnerability> = new Map(
  [
    {
      id: 'CVE-2026-20000',
      cwes: ['CWE-787', 'CWE-416'],
      cisaData: {
        dateAdded: dayOf('2026-03-02'),
        dateDue: dayOf('2026-03-23'),
        action: 'Apply updates per vendor instructions.',
      },
      exploitObserved: { firstSeen: dayOf('2026-02-27'), lastSeen: dayOf('2026-07-30') },
      epss: { score: 0.9443 },
      description: 'A heap overflow lets a <b>remote</b> attacker run code.',
      referenceUrls: ['https://example.com/advisories/20000', 'https://nvd.example.com/20000'],
      vendorSeverity: 'CRITICAL',
      source: 'NVD' as const,
    },
    { id: 'CVE-2026-20001', cwes: [], epss: { score: 0.00043 } },
    { id: 'CVE-2026-21000' },
  ].map((each) => [each.id, each]),
);

/**
 * Amazon Inspector, as far as the product calls it. Assumption: it answers accounts that have not
 * activated it as well, as what it is asked for is no account's.
 */
export const inspector2 = {
  SearchVulnerabilities(input: SearchVulnerabilitiesRequest): SearchVulnerabilitiesResponse {
    // The model allows exactly one.
    const [id = ''] = input.filterCriteria?.vulnerabilityIds ?? [];
    const found = knownVulnerabilities.get(id);
    return { vulnerabilities: found ? [found] : [] };
  },
} satisfies Handlers;
