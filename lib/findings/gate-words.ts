import { severityOfChange } from './compare';
import { isEscalation, type GateOutcome } from './gate';
import type { JudgedVulnerability } from './judged';
import { nameOfSeverity } from './severity';

const lists = new Intl.ListFormat('en');

/** What fails a rule, in words: `CVE-2026-1, critical (was medium), in openssl and zlib`. */
export function describeFailing(outcome: GateOutcome, judged: JudgedVulnerability): string {
  const { id, pairs, base } = judged;
  const before =
    isEscalation(outcome, judged) && base
      ? ` (was ${nameOfSeverity(base.severity).toLowerCase()})`
      : '';
  const severity = nameOfSeverity(severityOfChange(judged)).toLowerCase();
  const failing = pairs.filter(({ target, suppressed }) => target && !suppressed);
  const names = [...new Set(failing.map((pair) => pair.package))];
  const where = names.length === 0 ? '' : `, in ${lists.format(names)}`;
  return `${id}, ${severity}${before}${where}`;
}
