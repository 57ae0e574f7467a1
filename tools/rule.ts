import { titleOfRule, type GateOutcome } from '../lib/findings/gate';
import type { GateRule } from '../lib/findings/judgement';
import { countOf } from '../lib/words';

/** What a rule of the command looks like. */
export const ruleHelp =
  'A rule is new or all, a severity, and fixable if only what has a fix counts: new-critical-fixable.';

/** Reads a rule such as `new-critical-fixable`; nothing when it is none. */
export function readRule(text: string): GateRule | undefined {
  const [, of, severity, fixable] =
    /^(new|all)-(critical|high|medium|low)(-fixable)?$/.exec(text) ?? [];
  if (of === undefined || severity === undefined) return undefined;
  const rule = {
    id: text,
    // The pattern allows no others.
    of: of as GateRule['of'],
    severity: severity as GateRule['severity'],
    fixAvailable: fixable !== undefined,
  };
  return { ...rule, title: titleOfRule(rule) };
}

/** What came of a rule, on one line. */
export function gateLine({ rule, passed, failing }: GateOutcome): string {
  if (passed) return `Passed: ${rule.title}`;
  const ids = failing.map(({ id }) => id).join(', ');
  return `Failed: ${rule.title} (${countOf(failing.length, 'CVE')}: ${ids})`;
}
