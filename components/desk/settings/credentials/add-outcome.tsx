import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { describePrincipal } from '../../../../lib/credentials/identity';
import { isTemporary } from '../../../../lib/credentials/parse';
import { explainProblem } from '../../../../lib/problems/explain';
import { useNow } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { describeExpiry } from '../../../../lib/credentials/expiry';
import { describeRegion } from '../../words';
import type { AddModel } from './add-model';
import { describeEntry } from './entry';

/** What was understood of the text that was pasted or typed. */
export function Understood({ model }: { readonly model: AddModel }) {
  const now = useNow();
  const entry = model.entry.value;
  if (entry.state === 'empty') return null;
  return entry.state === 'unusable' ? (
    <StatusIndicator type="error" wrapText>
      {entry.sentence}
    </StatusIndicator>
  ) : (
    <SpaceBetween size="s">
      <StatusIndicator type="success" wrapText>
        {describeEntry(entry.credentials, now)}
      </StatusIndicator>
      {!isTemporary(entry.credentials.accessKeyId) && (
        <Alert type="warning" header="This is a long-term key.">
          It stays valid until someone deletes it. Temporary credentials of a role are safer: they
          end by themselves.
        </Alert>
      )}
    </SpaceBetween>
  );
}

/** How adding them ended. */
export function AddOutcome({ model }: { readonly model: AddModel }) {
  const now = useNow();
  const adding = model.adding.value;
  switch (adding.state) {
    case 'idle':
    case 'running':
      return null;
    case 'denied':
      return (
        <Alert type="warning" header="The browser was not allowed to reach AWS.">
          Nothing was sent. Press Add credentials again and allow access to{' '}
          {describeRegion(model.region.value)}.
        </Alert>
      );
    case 'problem':
      return model.entry.value.state === 'usable' ? (
        <ProblemAlert problem={adding.problem} onRetry={() => void model.add()} />
      ) : (
        <Alert type="error" header={explainProblem(adding.problem).summary}>
          {explainProblem(adding.problem).advice} Then paste them again.
        </Alert>
      );
    case 'added': {
      const { identity, warnings } = adding;
      return (
        <SpaceBetween size="s">
          <Alert type="success" header={`Credentials added for account ${identity.account}.`}>
            {describePrincipal(identity.arn)}. {describeExpiry(identity, now)}.
          </Alert>
          {warnings.map((warning) => (
            <Alert key={warning} type="warning">
              {warning}
            </Alert>
          ))}
        </SpaceBetween>
      );
    }
  }
}
