import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { memo } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import type { AccountName as Known } from '../../../lib/accounts/alias';
import { AccountTitle } from '../../light/account-name';
import { AccountName } from '../account-name';
import { afterPress } from '../after-press';
import type { Draft } from './draft';
import type { FormRow } from './form';

export interface DraftRowProps {
  readonly draft: Draft;
  readonly row: FormRow;
  /** From 1, as the person counts. */
  readonly number: number;
  /** Whether the field takes the focus when it appears. */
  readonly focused: boolean;
  readonly error: string | undefined;
  /** The id as it was understood, where it was typed differently. */
  readonly readAs: string | undefined;
  readonly hint: string | undefined;
  /** The alias of the account that was typed. */
  readonly known: Known | undefined;
}

/** One row of the form. A long list has many; only the one that changes is drawn again. */
export const DraftRowView = memo(function DraftRowView(props: DraftRowProps) {
  const { draft, row, number, error } = props;
  const { key, existing, removed } = row;
  const compact = existing ? ' desk-row-compact' : '';
  const revokes = existing && !removed && !row.fleet && !row.imageBuilder;
  return (
    <div
      class={`desk-row${compact}`}
      role="group"
      aria-label={existing ? `Account ${row.text}` : `Row ${number}`}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        const stays = next instanceof Node && event.currentTarget.contains(next);
        if (!stays) afterPress(() => draft.leave(key, 'row'));
      }}
    >
      {existing ? (
        <span class={removed ? 'desk-removed' : ''}>
          <AccountName account={row.text} />
        </span>
      ) : (
        <AccountField {...props} />
      )}
      <div class="desk-row-permissions">
        {(['imageBuilder', 'fleet'] as const).map((permission) => (
          <Checkbox
            key={permission}
            checked={row[permission]}
            disabled={removed}
            onChange={({ detail }) => draft.edit(key, { [permission]: detail.checked })}
          >
            {permission === 'fleet' ? 'Use for fleet' : 'Use for image builder'}
          </Checkbox>
        ))}
      </div>
      <div class="desk-row-end">
        {removed ? (
          <Button
            variant="inline-link"
            ariaLabel={`Undo removing account ${row.text}`}
            onClick={() => draft.undo(key)}
          >
            Undo
          </Button>
        ) : (
          <Button
            variant="icon"
            iconName="close"
            ariaLabel={existing ? `Remove account ${row.text}` : `Remove row ${number}`}
            onClick={() => draft.remove(key)}
          />
        )}
      </div>
      {(existing && error !== undefined) || removed || revokes ? (
        <div class="desk-row-notes">
          {error !== undefined && <StatusIndicator type="error">{error}</StatusIndicator>}
          {(removed || revokes) && (
            <StatusIndicator type="warning" wrapText>
              {removed
                ? 'This account will lose access.'
                : 'No permission is left, so this account will lose access.'}
            </StatusIndicator>
          )}
        </div>
      ) : null}
    </div>
  );
});

function AccountField({ draft, row, number, focused, error, readAs, hint, known }: DraftRowProps) {
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => {
    if (!focused) return;
    field.current?.focus();
    draft.reached();
  }, [focused, draft]);
  const notes = [readAs !== undefined && `Read as ${readAs}`, hint].filter(Boolean);
  return (
    <div
      onPaste={(event) => {
        const text = event.clipboardData?.getData('text') ?? '';
        if (draft.paste(row.key, text)) event.preventDefault();
      }}
    >
      <FormField
        label={`AWS account ID, row ${number}`}
        errorText={error}
        constraintText={
          (known !== undefined || notes.length > 0) && (
            <Box variant="small">
              {known && <AccountTitle {...known} />} {notes.join('. ')}
            </Box>
          )
        }
        stretch
      >
        <Input
          ref={field}
          value={row.text}
          inputMode="numeric"
          autoComplete={false}
          spellcheck={false}
          placeholder="12 digits"
          onChange={({ detail }) => draft.edit(row.key, { text: detail.value })}
          onBlur={() => afterPress(() => draft.leave(row.key, 'field'))}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') draft.leave(row.key, 'row');
          }}
        />
      </FormField>
    </div>
  );
}
