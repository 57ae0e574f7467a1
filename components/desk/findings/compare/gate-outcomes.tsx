import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { severityOfChange } from '../../../../lib/findings/compare';
import { isEscalation, type GateOutcome } from '../../../../lib/findings/gate';
import type { JudgedVulnerability } from '../../../../lib/findings/judged';
import { nameOfSeverity } from '../../../../lib/findings/severity';
import type { Scope } from '../../../../lib/scope';
import { countOf } from '../../../../lib/words';
import { useDesk } from '../../parts';

interface GateOutcomesProps {
  readonly outcomes: readonly GateOutcome[];
  readonly scope: Scope | undefined;
}

/** Which rules the comparison passes, and what fails the others. */
export function GateOutcomes({ outcomes, scope }: GateOutcomesProps) {
  const { go } = useDesk();
  const change = () => go({ view: 'findings-judgements', ...(scope && { scope }) });
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={change}>Judgements and gate</Button>}>
          Gate
        </Header>
      }
    >
      {outcomes.length === 0 ? (
        'There is no rule.'
      ) : (
        <ul class="desk-plain-list">
          {outcomes.map((outcome) => (
            <li key={outcome.rule.id}>
              <Outcome outcome={outcome} />
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

/** The table has all of them; here nobody looks through more. */
const mostShown = 100;

function Outcome({ outcome }: { readonly outcome: GateOutcome }) {
  const { rule, passed, failing } = outcome;
  if (passed) return <StatusIndicator type="success">Passed: {rule.title}</StatusIndicator>;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator key="failed" type="error">
        Failed: {rule.title}
      </StatusIndicator>
      <ExpandableSection
        key="why"
        variant="footer"
        headerText={`Failed by ${countOf(failing.length, 'CVE')}`}
      >
        <ul class="desk-list">
          {failing.slice(0, mostShown).map((each) => (
            <li key={each.id}>{describeFailing(outcome, each)}</li>
          ))}
        </ul>
        {failing.length > mostShown && `And ${countOf(failing.length - mostShown, 'more CVE')}.`}
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** `CVE-2026-1, critical, in openssl and zlib`. */
function describeFailing(outcome: GateOutcome, judged: JudgedVulnerability): string {
  const { id, pairs, base } = judged;
  const names = [...new Set(pairs.flatMap((pair) => (pair.target ? pair.package : [])))];
  const before =
    isEscalation(outcome, judged) && base
      ? ` (was ${nameOfSeverity(base.severity).toLowerCase()})`
      : '';
  const severity = nameOfSeverity(severityOfChange(judged)).toLowerCase();
  const where = names.length === 0 ? '' : `, in ${lists.format(names)}`;
  return `${id}, ${severity}${before}${where}`;
}

const lists = new Intl.ListFormat('en');
