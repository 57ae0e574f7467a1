import Alert from '@cloudscape-design/components/alert';
import { useMemo, useState } from 'preact/hooks';
import { compareSubjects } from '../../../../lib/findings/judge';
import type { Judgement } from '../../../../lib/findings/judgement';
import type { Problem } from '../../../../lib/problems/problem';
import { countOf } from '../../../../lib/words';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { ConfirmModal } from '../../settings/credentials/confirm-modal';
import { ImportForm } from './import-form';
import { JudgementForm } from './judgement-form';
import { JudgementsTable } from './judgements-table';

/** The window that is open over the list. */
type Open =
  | { readonly window: 'form'; readonly judgement: Judgement }
  | { readonly window: 'remove'; readonly judgements: readonly Judgement[] }
  | { readonly window: 'import' };

interface JudgementsSectionProps {
  readonly judgements: readonly Judgement[];
}

/** The judgements: to be looked through, changed, removed, imported and exported. */
export function JudgementsSection({ judgements }: JudgementsSectionProps) {
  const { client } = useDesk();
  const [open, setOpen] = useState<Open>();
  const [imported, setImported] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const sorted = useMemo(() => judgements.toSorted(compareSubjects), [judgements]);
  const close = () => setOpen(undefined);
  const show = (next: Open) => {
    setImported(undefined);
    setOpen(next);
  };
  const remove = async (removed: readonly Judgement[]) => {
    close();
    const answer = await client.call('findings.unjudge', { ids: removed.map(({ id }) => id) });
    setProblem(answer.ok ? undefined : answer.problem);
  };
  return (
    <>
      {problem && <ProblemAlert problem={problem} onRetry={() => setProblem(undefined)} />}
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-said">
        {imported !== undefined && (
          <Alert type="success">{countOf(imported, 'judgement')} imported.</Alert>
        )}
      </div>
      <JudgementsTable
        judgements={sorted}
        onEdit={(judgement) => show({ window: 'form', judgement })}
        onRemove={(chosen) => show({ window: 'remove', judgements: chosen })}
        onImport={() => show({ window: 'import' })}
      />
      {open?.window === 'form' && (
        <JudgementForm
          subject={{ ...open.judgement, image: undefined, packages: [] }}
          judgement={open.judgement}
          onClose={close}
        />
      )}
      {open?.window === 'import' && (
        <ImportForm
          book={judgements}
          onClose={close}
          onImported={(count) => {
            setImported(count);
            close();
          }}
        />
      )}
      {open?.window === 'remove' && (
        <ConfirmModal
          visible
          title={`Remove ${countOf(open.judgements.length, 'judgement')}?`}
          act="Remove"
          onCancel={close}
          onConfirm={() => void remove(open.judgements)}
        >
          What {open.judgements.length === 1 ? 'it takes' : 'they take'} out of the counts is
          counted again. Nothing changes in AWS.
        </ConfirmModal>
      )}
    </>
  );
}
