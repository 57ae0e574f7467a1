import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import { explainRecipient, readRecipients } from '../../../lib/sharing/recipients';
import { FormWindow } from '../form-window';
import type { MatrixModel } from './model';
import { counted } from './words';

/** How many faults of a list are shown at once. */
const shownFaults = 5;

interface AddAccountsProps {
  readonly model: MatrixModel;
  readonly onClose: () => void;
}

/** The window in which columns are added: accounts typed or pasted. */
export function AddAccounts({ model, onClose }: AddAccountsProps) {
  const [text, setText] = useState('');
  const owner = model.scope.account;
  const reading = readRecipients(text, { fleet: true, imageBuilder: false }, owner);
  const accounts = reading.recipients.map(({ account }) => account);
  const there = new Set(model.matrix.value.accounts);
  const added = accounts.filter((account) => !there.has(account));
  const faults = reading.problems.slice(0, shownFaults).map(explainRecipient);
  const more = reading.problems.length - faults.length;
  return (
    <FormWindow
      header="Add accounts"
      act={added.length === 0 ? 'Add' : `Add ${counted(added.length, 'account')}`}
      disabled={added.length === 0 || reading.problems.length > 0}
      onAct={() => {
        model.add(added);
        onClose();
      }}
      onClose={onClose}
    >
      <FormField
        label="AWS account IDs"
        description="Type or paste them with anything between. Each becomes a column; what it may do is set in its cells."
        errorText={
          faults.length > 0 && (
            <>
              {faults.map((fault) => (
                <div key={fault}>{fault}</div>
              ))}
              {more > 0 && `And ${more} more.`}
            </>
          )
        }
        constraintText={
          accounts.length > added.length &&
          `${counted(accounts.length - added.length, 'account')} of these are columns already.`
        }
        stretch
      >
        <Textarea
          value={text}
          rows={6}
          spellcheck={false}
          onChange={({ detail }) => setText(detail.value)}
        />
      </FormField>
    </FormWindow>
  );
}
