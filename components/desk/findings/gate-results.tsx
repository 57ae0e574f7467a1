import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { GateOutcome } from '../../../lib/findings/gate';
import { describeFailing } from '../../../lib/findings/gate-words';
import type { GateVerdict } from '../../../lib/findings/gate-verdict';
import type { GateRule } from '../../../lib/findings/judgement';
import { countOf } from '../../../lib/words';

/** How many that fail a rule are named; nobody looks through more. */
const mostNamed = 100;

/** What the rules say of a build, with those that say nothing. */
export function Verdict({ verdict }: { readonly verdict: GateVerdict }) {
  const { outcomes, unevaluated } = verdict;
  return (
    <SpaceBetween size="s">
      {outcomes.length > 0 && <GateResults key="results" outcomes={outcomes} />}
      {unevaluated && <NotEvaluated key="not" {...unevaluated} />}
    </SpaceBetween>
  );
}

/** What came of rules, with what fails them. */
export function GateResults({ outcomes }: { readonly outcomes: readonly GateOutcome[] }) {
  return (
    <ul class="desk-plain-list">
      {outcomes.map((outcome) => (
        <li key={outcome.rule.id}>
          <Outcome outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ outcome }: { readonly outcome: GateOutcome }) {
  const { rule, passed, failing } = outcome;
  if (passed) return <StatusIndicator type="success">{`Passed: ${rule.title}`}</StatusIndicator>;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator key="failed" type="error">{`Failed: ${rule.title}`}</StatusIndicator>
      <ExpandableSection
        key="why"
        variant="footer"
        headerText={`Failed by ${countOf(failing.length, 'CVE')}`}
      >
        <ul class="desk-list">
          {failing.slice(0, mostNamed).map((each) => (
            <li key={each.id}>{describeFailing(outcome, each)}</li>
          ))}
        </ul>
        {failing.length > mostNamed && `And ${countOf(failing.length - mostNamed, 'more CVE')}.`}
      </ExpandableSection>
    </SpaceBetween>
  );
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
