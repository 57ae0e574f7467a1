import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { GateOutcome } from '../../../../lib/findings/gate';
import type { Scope } from '../../../../lib/scope';
import { useDesk } from '../../parts';
import { GateResults } from '../gate-results';

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
      {outcomes.length === 0 ? 'There is no rule.' : <GateResults outcomes={outcomes} />}
    </Container>
  );
}
