import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'preact/hooks';
import type { Scope } from '../../../lib/scope';
import { recipientsCsv } from '../../../lib/sharing/recipients';
import { download } from '../download';
import { ListNews } from './list-news';
import { PickAccounts } from './pick-accounts';
import { saysWhat, type RecipientList } from './recipients-model';

interface AddAccountsProps {
  readonly list: RecipientList;
  /** The account that owns the images, and any Region of it. */
  readonly scope: Scope;
}

/** Ways to put accounts into the list: typed or pasted, from a file, or picked. */
export function AddAccounts({ list, scope }: AddAccountsProps) {
  const owner = scope.account;
  const [picking, setPicking] = useState(false);
  const text = list.text.value;
  const said = saysWhat(list.defaults.value);
  const empty = text.trim() === '';
  return (
    <SpaceBetween size="m">
      <DefaultsField key="defaults" list={list} />
      <FormField
        key="text"
        label="Account IDs"
        description="Type or paste them with anything between them, or CSV with the columns account, name, fleet and image_builder."
        stretch
      >
        <Textarea
          value={text}
          rows={4}
          spellcheck={false}
          placeholder={'111122223333\n4444-5555-6666'}
          onChange={({ detail }) => list.type(detail.value)}
        />
      </FormField>
      <SpaceBetween key="ways" direction="horizontal" size="xs" alignItems="center">
        <Button
          key="typed"
          disabled={empty || !said}
          disabledReason={said ? 'Type or paste account IDs first.' : 'Choose what they get first.'}
          onClick={() => void list.takeText(owner)}
        >
          Add to the list
        </Button>
        <FileInput
          key="file"
          accept=".csv,.tsv,.txt"
          value={[]}
          onChange={({ detail }) => {
            const [file] = detail.value;
            if (file) void list.takeFile(file, owner);
          }}
        >
          Add from a file
        </FileInput>
        <Button key="pick" disabled={!said} onClick={() => setPicking(true)}>
          Pick accounts
        </Button>
        <Button key="example" variant="inline-link" onClick={saveExample}>
          Save an example file
        </Button>
      </SpaceBetween>
      <ListNews key="news" reading={list.reading.value} />
      {picking && (
        <PickAccounts
          key="picking"
          scope={scope}
          onClose={() => setPicking(false)}
          onPicked={(source, accounts) => {
            setPicking(false);
            list.takeAccounts(source, accounts, owner);
          }}
        />
      )}
    </SpaceBetween>
  );
}

/** What an account gets that is named without permissions. */
function DefaultsField({ list }: { readonly list: RecipientList }) {
  const defaults = list.defaults.value;
  const boxes = [
    { part: 'fleet', label: 'Use for fleet' },
    { part: 'imageBuilder', label: 'Use for image builder' },
    { part: 'revoke', label: 'Revoke access' },
  ] as const;
  return (
    <FormField
      label="The accounts that you add get"
      description="A file with the columns fleet and image_builder says it for each account itself."
      errorText={saysWhat(defaults) ? '' : 'Choose what the accounts that you add get.'}
    >
      <Box>
        <div class="desk-boxes">
          {boxes.map(({ part, label }) => (
            <Checkbox
              key={part}
              checked={defaults[part]}
              disabled={part !== 'revoke' && defaults.revoke}
              onChange={({ detail }) => list.setDefaults({ [part]: detail.checked })}
            >
              {label}
            </Checkbox>
          ))}
        </div>
      </Box>
    </FormField>
  );
}

function saveExample(): void {
  const example = recipientsCsv([
    { account: '111122223333', name: 'Payments', fleet: true, imageBuilder: false },
    { account: '444455556666', name: 'Research', fleet: true, imageBuilder: true },
    { account: '777788889999', fleet: false, imageBuilder: false },
  ]);
  download('image-desk-accounts.csv', 'text/csv', example);
}
