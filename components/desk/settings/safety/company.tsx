import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { explainProblem } from '../../../../lib/problems/explain';
import type { PolicyReading } from '../../../../lib/safety/policy';
import { useNarrow } from '../../use-narrow';
import { describeCompany } from './model';

/** What whoever manages the browser has set; it cannot be changed here. */
export function CompanyContainer({ company }: { readonly company: PolicyReading }) {
  const narrow = useNarrow();
  const rows = describeCompany(company);
  const detail = company.unreadable.join(', ');
  const unclear = explainProblem({ kind: 'company-policy', rule: 'unreadable', detail });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What whoever manages this browser has set. It cannot be changed here."
        >
          Company policy
        </Header>
      }
    >
      <SpaceBetween size="m">
        {company.unreadable.length > 0 && (
          <Alert type="error" header={unclear.summary}>
            {unclear.advice}
          </Alert>
        )}
        {rows.length > 0 && (
          <KeyValuePairs
            columns={narrow ? 1 : 2}
            items={rows.map(([label, value]) => ({ label, value }))}
          />
        )}
        {rows.length === 0 && company.unreadable.length === 0 && 'No company policy is set.'}
      </SpaceBetween>
    </Container>
  );
}
