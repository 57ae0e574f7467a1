import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef } from 'preact/hooks';
import { readAccountId } from '../../../lib/sharing/account-ids';
import { explainDraft } from '../../../lib/sharing/explain';
import { describePermissions } from '../../../lib/sharing/explain';
import type { ImageShare } from '../../../lib/images/image';
import type { AccountId } from '../../../lib/scope';
import { useAccounts } from '../accounts';
import { DraftRowView } from './draft-row';
import { shownProblem, type FormRow } from './form';
import type { ShareModel } from './model';

/** The form of a share view: a row for each account, and a button for more. */
export function DraftRows({ model }: { readonly model: ShareModel }) {
  const { draft, subject, reading, task } = model;
  const { names } = useAccounts();
  const adding = useRef<ButtonProps.Ref>(null);
  const read = reading.value;
  const shares = subject.value.state === 'ready' ? subject.value.shares : [];
  const latest = draft.latest.value;
  const rows = draft.rows.value;
  const count = useRef(rows.length);
  useEffect(() => {
    // The row that had the focus is gone.
    if (rows.length < count.current) adding.current?.focus();
    count.current = rows.length;
  }, [rows.length]);
  return (
    <SpaceBetween size="s">
      <div>
        {rows.map((row, index) => (
          <DraftRowView
            key={row.key}
            draft={draft}
            row={row}
            number={index + 1}
            focused={row.key === latest}
            error={row.removed ? undefined : shownProblem(row, read.rows.get(row.key))}
            readAs={read.normalised.get(row.key)}
            known={row.existing ? undefined : names.get(typedAccount(row) ?? '')}
            hint={row.existing ? undefined : alreadyShared(row, shares)}
          />
        ))}
      </div>
      {read.problem?.kind === 'over-quota' && (
        <StatusIndicator type="error" wrapText>
          {explainDraft(read.problem)}
        </StatusIndicator>
      )}
      <Button ref={adding} iconName="add-plus" onClick={() => draft.add()}>
        Add account
      </Button>
      {task.mode === 'share' && rows.length === 0 && 'Add an account to share the image with.'}
    </SpaceBetween>
  );
}

function typedAccount({ text }: FormRow): AccountId | undefined {
  const reading = readAccountId(text);
  return reading.kind === 'valid' ? reading.account : undefined;
}

function alreadyShared(row: FormRow, shares: readonly ImageShare[]): string | undefined {
  const typed = typedAccount(row);
  const share = shares.find(({ account }) => account === typed);
  return share ? `Already shared: ${describePermissions(share)}` : undefined;
}
