import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import { explainRecipient, readRecipients } from '../../../lib/sharing/recipients';
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
    <Modal
      visible
      header="Add accounts"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button key="cancel" variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              key="add"
              variant="primary"
              disabled={added.length === 0 || reading.problems.length > 0}
              onClick={() => {
                model.add(added);
                onClose();
              }}
            >
              {added.length === 0 ? 'Add' : `Add ${counted(added.length, 'account')}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
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
    </Modal>
  );
}
