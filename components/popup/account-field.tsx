import { useState } from 'preact/hooks';
import { longestText } from '../../lib/sharing/popup-draft';
import { explainRecipient, type RecipientReading } from '../../lib/sharing/recipients';
import { Button } from '../light/button';
import { Fault } from './fields';
import { withAccounts, type GroupChoice } from './share-model';

interface AccountFieldProps {
  readonly text: string;
  readonly reading: RecipientReading;
  readonly groups: readonly GroupChoice[];
  readonly onChange: (text: string) => void;
  readonly fault: string | undefined;
}

/** How many of the lines that cannot be read are told. */
const mostProblems = 5;

/** Takes the accounts: typed, pasted, or those of a group of the account book. */
export function AccountField({ text, reading, groups, onChange, fault }: AccountFieldProps) {
  const { recipients, problems } = reading;
  const told = problems.slice(0, mostProblems);
  const wrong = told.length > 0 || fault !== undefined;
  return (
    <div class="stack">
      <label class="label" for="accounts">
        Accounts
      </label>
      <textarea
        id="accounts"
        class="field"
        rows={4}
        maxLength={longestText}
        spellcheck={false}
        value={text}
        placeholder="111122223333"
        aria-invalid={wrong}
        aria-describedby="accounts-hint accounts-count accounts-problems accounts-fault"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <div class="under-field">
        <span class="quiet" id="accounts-hint">
          Type or paste account ids, or CSV.
        </span>
        <span id="accounts-count">
          {recipients.length} {recipients.length === 1 ? 'account' : 'accounts'}
        </span>
      </div>
      <ul id="accounts-problems" class="plain fault">
        {told.map((problem, index) => (
          <li key={index}>{explainRecipient(problem)}</li>
        ))}
        {problems.length > told.length && <li>And {problems.length - told.length} more.</li>}
      </ul>
      {fault !== undefined && told.length === 0 && <Fault id="accounts-fault">{fault}</Fault>}
      {groups.length > 0 && (
        <GroupField
          groups={groups}
          onAdd={({ accounts }) => onChange(withAccounts(text, accounts))}
        />
      )}
    </div>
  );
}

interface GroupFieldProps {
  readonly groups: readonly GroupChoice[];
  readonly onAdd: (group: GroupChoice) => void;
}

/** Adds the accounts of a group to the text, where they can be seen and taken out again. */
function GroupField({ groups, onAdd }: GroupFieldProps) {
  const [key, setKey] = useState('');
  const group = groups.find((each) => each.key === key) ?? groups[0];
  if (!group) return null;
  return (
    <div class="group-choice">
      <select
        class="field"
        aria-label="Accounts of a group"
        value={group.key}
        onChange={(event) => setKey(event.currentTarget.value)}
      >
        {groups.map((each) => (
          <option key={each.key} value={each.key}>
            {each.name} ({each.accounts.length})
          </option>
        ))}
      </select>
      <Button label={`Add accounts of ${group.name}`} onClick={() => onAdd(group)}>
        Add
      </Button>
    </div>
  );
}
