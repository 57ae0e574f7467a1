import Alert from '@cloudscape-design/components/alert';
import { useMemo, useState } from 'preact/hooks';
import type { AccountAlias } from '../../../../lib/accounts/alias';
import type { Problem } from '../../../../lib/problems/problem';
import { useAccounts } from '../../accounts';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { ConfirmModal } from '../credentials/confirm-modal';
import { AliasForm } from './alias-form';
import { AliasTable } from './alias-table';
import { ImportForm } from './import-form';
import { countAccounts, sortAliases } from './model';

/** The window that is open over the list. */
type Open =
  | { readonly window: 'form'; readonly alias?: AccountAlias }
  | { readonly window: 'remove'; readonly aliases: readonly AccountAlias[] }
  | { readonly window: 'import' };

/** The names of accounts: to be given, changed, removed, imported and exported. */
export function AccountsSection() {
  const { client } = useDesk();
  const { book, reload } = useAccounts();
  const [open, setOpen] = useState<Open>();
  const [imported, setImported] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const aliases = useMemo(() => (book.state === 'ready' ? sortAliases(book.value) : []), [book]);
  const close = () => setOpen(undefined);
  const show = (next: Open) => {
    setImported(undefined);
    setOpen(next);
  };
  const remove = async (removed: readonly AccountAlias[]) => {
    close();
    const answer = await client.call('accounts.remove', {
      accounts: removed.map(({ account }) => account),
    });
    setProblem(answer.ok ? undefined : answer.problem);
    reload();
  };
  const retry = () => {
    setProblem(undefined);
    reload();
  };
  // Without the list nobody can tell what would be replaced.
  if (book.state === 'problem') return <ProblemAlert problem={book.problem} onRetry={retry} />;
  return (
    <>
      {problem && <ProblemAlert problem={problem} onRetry={retry} />}
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-said">
        {imported !== undefined && (
          <Alert type="success">{countAccounts(imported)} imported.</Alert>
        )}
      </div>
      <AliasTable
        aliases={aliases}
        loading={book.state === 'loading'}
        onAdd={() => show({ window: 'form' })}
        onEdit={(alias) => show({ window: 'form', alias })}
        onRemove={(chosen) => show({ window: 'remove', aliases: chosen })}
        onImport={() => show({ window: 'import' })}
      />
      {open?.window === 'form' && <AliasForm alias={open.alias} book={aliases} onClose={close} />}
      {open?.window === 'import' && (
        <ImportForm
          book={aliases}
          onClose={close}
          onImported={(count) => {
            setImported(count);
            close();
          }}
        />
      )}
      {open?.window === 'remove' && (
        <RemoveQuestion
          aliases={open.aliases}
          onClose={close}
          onRemove={() => void remove(open.aliases)}
        />
      )}
    </>
  );
}

interface RemoveQuestionProps {
  readonly aliases: readonly AccountAlias[];
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** How many names are told one by one before they are removed. */
const fewNames = 10;

function RemoveQuestion({ aliases, onClose, onRemove }: RemoveQuestionProps) {
  const names = aliases.slice(0, fewNames).map(({ account, name }) => `${name} (${account})`);
  const others = aliases.length - names.length;
  const what = aliases.length === 1 ? 'this account' : countAccounts(aliases.length);
  return (
    <ConfirmModal
      visible
      title={`Remove the name of ${what}?`}
      act="Remove"
      onCancel={onClose}
      onConfirm={onRemove}
    >
      {names.join(', ')}
      {others > 0 && ` and ${others} more`} will be shown by ID alone. Nothing changes in AWS.
    </ConfirmModal>
  );
}
