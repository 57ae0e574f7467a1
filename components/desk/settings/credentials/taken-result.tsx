import Alert from '@cloudscape-design/components/alert';
import { describePrincipal } from '../../../../lib/credentials/identity';
import type { Taken } from '../../../../lib/operations/sign-in';
import { explainProblem } from '../../../../lib/problems/explain';
import { summariseTaken, type SignInModel } from './sign-in-model';

/** How taking credentials ended, account by account. */
export function TakenResult({ model }: { readonly model: SignInModel }) {
  const taking = model.taking.value;
  if (taking.state !== 'ended') return null;
  const failed = taking.taken.some((each) => 'problem' in each);
  return (
    <Alert type={failed ? 'error' : 'success'} header={summariseTaken(taking.taken)}>
      <ul class="desk-list">
        {taking.taken.map((each) => (
          <li key={each.account}>
            <span class="desk-account">{each.account}</span>: {describeTaken(each)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function describeTaken(taken: Taken): string {
  if ('identity' in taken) return `${describePrincipal(taken.identity.arn)}.`;
  const { summary, advice } = explainProblem(taken.problem);
  return `${taken.role} was not taken. ${summary} ${advice}`;
}
