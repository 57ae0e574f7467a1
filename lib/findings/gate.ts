import { severityOfChange } from './compare';
import type { GateRule } from './judgement';
import type { JudgedVulnerability } from './judged';
import { rankOf, type Severity } from './severity';

/** What came of a rule. */
export interface GateOutcome {
  readonly rule: GateRule;
  readonly passed: boolean;
  /** What fails it, the worst first. */
  readonly failing: readonly JudgedVulnerability[];
}

/**
 * Holds a comparison to rules, each by itself. Vulnerabilities are looked at, not their packages:
 * another package of one that was there before is nothing new. What a judgement takes out of the
 * counts does not fail a rule, and what is not in the target does not either.
 *
 * A rule about what is new is failed as well by what was there before and was not severe enough
 * for it then: a change from medium to critical must not get lost because the vulnerability is
 * not new. That there is a fix by now makes nothing new. Severities that AWS has not told, or in
 * a word that is not known, fail no rule.
 */
export function evaluateGate(
  rules: readonly GateRule[],
  vulnerabilities: readonly JudgedVulnerability[],
): readonly GateOutcome[] {
  return rules.map((rule) => {
    const failing = vulnerabilities.filter((each) => fails(rule, each));
    return { rule, passed: failing.length === 0, failing };
  });
}

function fails(rule: GateRule, judged: JudgedVulnerability): boolean {
  return (
    isLeft(judged) &&
    isSevere(rule, severityOfChange(judged)) &&
    (rule.of === 'all' || isNewTo(rule, judged)) &&
    (!rule.fixAvailable || canBeFixed(judged))
  );
}

/** Whether the target has it in a package that no judgement takes out. */
function isLeft({ target, pairs, suppressed }: JudgedVulnerability): boolean {
  if (!target || suppressed) return false;
  return target.pairs.length === 0 || pairs.some((pair) => pair.target && !pair.suppressed);
}

function isSevere(rule: GateRule, severity: Severity): boolean {
  return rankOf(severity) <= rankOf(rule.severity);
}

function isNewTo(rule: GateRule, { change, base }: JudgedVulnerability): boolean {
  return change === 'new' || (base !== undefined && !isSevere(rule, base.severity));
}

/**
 * Whether what is left of it can be fixed. AWS may say that some packages have a fix and not tell
 * which ones: then it may be any of them.
 */
function canBeFixed({ target, pairs }: JudgedVulnerability): boolean {
  if (target?.fix !== 'yes' && target?.fix !== 'partial') return false;
  const fixed = pairs.filter((pair) => pair.target?.fix === 'yes');
  return fixed.length === 0 || fixed.some(({ suppressed }) => !suppressed);
}

/** How a vulnerability comes to fail a rule about what is new without being new itself. */
export function isEscalation({ rule }: GateOutcome, { change }: JudgedVulnerability): boolean {
  return rule.of === 'new' && change === 'persisting';
}

const severityWords: Readonly<Record<GateRule['severity'], string>> = {
  critical: 'critical',
  high: 'high or critical',
  medium: 'medium, high or critical',
  low: 'low, medium, high or critical',
};

/** A rule in a sentence: `Fails when a new vulnerability is critical and has a fix available.` */
export function describeRule({
  of,
  severity,
  fixAvailable,
}: Omit<GateRule, 'id' | 'title'>): string {
  const what = of === 'new' ? 'a new vulnerability' : 'any vulnerability of the build';
  const risen = of === 'new' ? ', or one that was less severe before,' : '';
  const fix = fixAvailable ? ' and has a fix available' : '';
  return `Fails when ${what}${risen} is ${severityWords[severity]}${fix}.`;
}

const shortWords: Readonly<Record<GateRule['severity'], string>> = {
  critical: 'critical',
  high: 'high or worse',
  medium: 'medium or worse',
  low: 'low or worse',
};

/** What a rule is called unless somebody calls it otherwise: `No new critical with a fix available`. */
export function titleOfRule({
  of,
  severity,
  fixAvailable,
}: Omit<GateRule, 'id' | 'title'>): string {
  const fix = fixAvailable ? ' with a fix available' : '';
  return `No ${of === 'new' ? 'new ' : ''}${shortWords[severity]}${fix}`;
}
