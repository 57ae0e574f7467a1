import type { AccountNames } from '../../../../lib/accounts/alias';
import type { ImagePolicy } from '../../../../lib/builds/build';
import { describePrincipal } from '../../../../lib/builds/describe';
import { statementsOf, type ShownStatement } from '../../../../lib/builds/policy-statements';
import { accountIdPattern } from '../../../../lib/scope';
import { AccountName } from '../../../light/account-name';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { Long, Several, Verbatim } from './parts';

interface PolicySectionProps {
  readonly policy: Reading<ImagePolicy>;
  readonly names: AccountNames;
  readonly goOn: GoOn;
}

/** Who may do what with an image, by its resource policy. */
export function PolicySection({ policy, names, goOn }: PolicySectionProps) {
  return (
    <Section title="Image policy">
      <ReadingView reading={policy} waiting="Reading the image policy" goOn={goOn}>
        {({ text }) =>
          text === undefined ? (
            <p class="quiet">This image has no policy.</p>
          ) : (
            <Policy text={text} names={names} />
          )
        }
      </ReadingView>
    </Section>
  );
}

interface PolicyProps {
  readonly text: string;
  readonly names: AccountNames;
}

function Policy({ text, names }: PolicyProps) {
  const statements = statementsOf(text);
  if (!statements) {
    return (
      <>
        <p>This policy cannot be read as a list. It is shown as it is.</p>
        <Verbatim>{text}</Verbatim>
      </>
    );
  }
  return (
    <>
      <ul class="statements" aria-label="Who may do what">
        {statements.map((statement, index) => (
          <li key={String(index)}>
            <Statement statement={statement} names={names} />
          </li>
        ))}
      </ul>
      <Long title="As JSON">
        <Verbatim>{legible(text)}</Verbatim>
      </Long>
    </>
  );
}

interface StatementProps {
  readonly statement: ShownStatement;
  readonly names: AccountNames;
}

/** One statement as a sentence, with what narrows it below. */
function Statement({ statement, names }: StatementProps) {
  const { sid, effect, principals, notPrincipals, actions, notActions, condition } = statement;
  const { resources, notResources } = statement;
  return (
    <>
      {notPrincipals && 'Everybody but '}
      <Several>{principals.map((each) => principalOf(each, names))}</Several>
      {effect === 'Deny' ? ' may not use ' : ' may use '}
      {notActions && 'all but '}
      {actions.join(', ')}
      {notResources && <div class="quiet">On all but {resources.join(', ')}</div>}
      {condition !== undefined && <div class="quiet">If {condition}</div>}
      {sid !== undefined && <div class="quiet">Statement {sid}</div>}
    </>
  );
}

/** An account by its id, whichever way the policy names it. */
function principalOf(principal: string, names: AccountNames) {
  const account = /^arn:aws[^:]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
  if (account === '*') return 'Everybody';
  if (!accountIdPattern.test(account)) return describePrincipal(principal);
  return <AccountName key={principal} account={account} known={names.get(account)} />;
}

/** The policy in lines; it was read as JSON before. */
function legible(text: string): string {
  return JSON.stringify(JSON.parse(text), undefined, 2);
}
