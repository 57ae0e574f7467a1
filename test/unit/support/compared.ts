import { compareFindings, type ChangeClass } from '@/lib/findings/compare';
import type { Finding, VulnerablePackage } from '@/lib/findings/finding';
import type { JudgedComparison, JudgedCounts, JudgedPair } from '@/lib/findings/judged';
import type { Judgement } from '@/lib/findings/judgement';

/** A finding in one package, unless there are others. */
export function finding(id: string, facts: Partial<Finding> = {}): Finding {
  return { id, severity: 'HIGH', packages: [installed('openssl', '3.0.8')], ...facts };
}

export function installed(
  name: string,
  version: string,
  facts: Partial<VulnerablePackage> = {},
): VulnerablePackage {
  return { name, version, ...facts };
}

export function judgement(vulnerability: string, facts: Partial<Judgement> = {}): Judgement {
  return {
    id: '0b6f5a0c-3a68-4a44-9d21-30d4a4d5a001',
    vulnerability,
    state: 'not-affected',
    reason: 'The function is never called.',
    at: Date.UTC(2026, 9, 1),
    ...facts,
  };
}

/** A comparison with judgements that hold, each of a vulnerability or of one package of it. */
export function judgedOf(
  base: readonly Finding[],
  target: readonly Finding[],
  judgements: readonly Judgement[] = [],
): JudgedComparison {
  const { vulnerabilities } = compareFindings({ findings: base }, { findings: target });
  const counts = { vulnerabilities: noCounts(), pairs: noCounts() };
  const judged = vulnerabilities.map((vulnerability) => {
    const own = judgements.filter((each) => each.vulnerability === vulnerability.id);
    const pairs = vulnerability.pairs.map((pair): JudgedPair => {
      const held = own.find((each) => (each.package ?? pair.package) === pair.package);
      const suppressed = held !== undefined && held.state !== 'in-work';
      counts.pairs[suppressed ? 'suppressed' : 'counted'][pair.change] += 1;
      return { ...pair, ...(held && { judgement: held }), suppressed };
    });
    const whole = own.find((each) => each.package === undefined);
    const suppressed =
      pairs.length === 0
        ? whole !== undefined && whole.state !== 'in-work'
        : pairs.every((pair) => pair.suppressed);
    counts.vulnerabilities[suppressed ? 'suppressed' : 'counted'][vulnerability.change] += 1;
    return { ...vulnerability, pairs, ...(whole && { judgement: whole }), suppressed };
  });
  return { vulnerabilities: judged, counts, unmatched: [], expired: [] };
}

function noCounts(): Record<keyof JudgedCounts, Record<ChangeClass, number>> {
  return {
    counted: { new: 0, fixed: 0, persisting: 0 },
    suppressed: { new: 0, fixed: 0, persisting: 0 },
  };
}
