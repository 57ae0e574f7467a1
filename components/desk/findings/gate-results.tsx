import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { severityOfChange } from '../../../lib/findings/compare';
import { isEscalation, type GateOutcome } from '../../../lib/findings/gate';
import type { JudgedVulnerability } from '../../../lib/findings/judged';
import type { GateRule } from '../../../lib/findings/judgement';
import { nameOfSeverity } from '../../../lib/findings/severity';
import { countOf } from '../../../lib/words';

/** How many that fail a rule are named; the others are counted. */
const mostNamed = 100;

/** What came of rules, with what fails them. */
export function GateResults({ outcomes }: { readonly outcomes: readonly GateOutcome[] }) {
  return (
    <ul class="desk-plain-list">
      {outcomes.map((outcome) => {
        const { rule, passed, failing } = outcome;
        return (
          <li key={rule.id}>
            {passed ? (
              <StatusIndicator type="success">{`Passed: ${rule.title}`}</StatusIndicator>
            ) : (
              <>
                <StatusIndicator type="error">{`Failed: ${rule.title}`}</StatusIndicator>
                <ExpandableSection headerText={`Failed by ${countOf(failing.length, 'CVE')}`}>
                  <ul class="desk-list">
                    {failing.slice(0, mostNamed).map((each) => (
                      <li key={each.id}>{describeFailing(outcome, each)}</li>
                    ))}
                    {failing.length > mostNamed && (
                      <li key="more">{`and ${failing.length - mostNamed} more`}</li>
                    )}
                  </ul>
                </ExpandableSection>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** `CVE-2026-1, Critical (before: Medium), openssl`. */
function describeFailing(outcome: GateOutcome, judged: JudgedVulnerability): string {
  const before =
    isEscalation(outcome, judged) && judged.base
      ? ` (before: ${nameOfSeverity(judged.base.severity)})`
      : '';
  const names = judged.pairs
    .filter(({ target, suppressed }) => target && !suppressed)
    .map((pair) => pair.package);
  const severity = `${nameOfSeverity(severityOfChange(judged))}${before}`;
  return [judged.id, severity, ...new Set(names)].join(', ');
}

/** Rules of which nobody knows whether they would be passed, and why. */
export function NotEvaluated(props: {
  readonly rules: readonly GateRule[];
  /** One sentence. */
  readonly reason: string;
}) {
  return (
    <div>
      <ul class="desk-plain-list">
        {props.rules.map(({ id, title }) => (
          <li key={id}>
            <StatusIndicator type="stopped">{`Not evaluated: ${title}`}</StatusIndicator>
          </li>
        ))}
      </ul>
      <Box color="text-body-secondary">{props.reason}</Box>
    </div>
  );
}
