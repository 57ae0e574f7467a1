import Alert from '@cloudscape-design/components/alert';
import { useMemo, useState } from 'preact/hooks';
import {
  textOfApplication,
  type ApplicationText,
  type RepositoryApplication,
} from '../../../../lib/applications/application';
import { explainApplication } from '../../../../lib/applications/explain';
import { blankApplication } from '../../../../lib/applications/read';
import type { ApplicationRepository } from '../../../../lib/applications/repository';
import type { Problem } from '../../../../lib/problems/problem';
import { countOf } from '../../../../lib/words';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { useLive, type Question } from '../../use-live';
import { ConfirmModal } from '../credentials/confirm-modal';
import { ApplicationForm } from './application-form';
import { ApplicationTable } from './application-table';
import { ImportForm } from './import-form';
import { duplicateOf, listApplications } from './model';

const question: Question<ApplicationRepository> = {
  ask: (client) => client.call('applications.list', {}),
  after: ['applications-changed'],
};

/** The window that is open over the list. */
type Open =
  | { readonly window: 'form'; readonly text: ApplicationText; readonly editing: boolean }
  | { readonly window: 'delete'; readonly applications: readonly RepositoryApplication[] }
  | { readonly window: 'import' };

const none: ApplicationRepository = { own: [], company: [], refused: [] };

/** The application repository: to be edited, imported and exported. */
export function ApplicationsSection() {
  const { client } = useDesk();
  const { loaded, reload } = useLive(question);
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const repository = loaded.state === 'ready' ? loaded.value : none;
  const listed = useMemo(() => listApplications(repository), [repository]);
  const close = () => setOpen(undefined);
  const show = (next: Open) => {
    setDone(undefined);
    setOpen(next);
  };
  const remove = async (removed: readonly RepositoryApplication[]) => {
    close();
    const ids = removed.map(({ id }) => id);
    const answer = await client.call('applications.remove', { ids });
    setProblem(answer.ok ? undefined : answer.problem);
    reload();
  };
  const retry = () => {
    setProblem(undefined);
    reload();
  };
  // Without the list nobody can tell what would be replaced.
  if (loaded.state === 'problem') return <ProblemAlert problem={loaded.problem} onRetry={retry} />;
  return (
    <>
      {problem && <ProblemAlert problem={problem} onRetry={retry} />}
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-said">
        {done !== undefined && <Alert type="success">{done}</Alert>}
      </div>
      <RefusedAlert refused={repository.refused} />
      <ApplicationTable
        listed={listed}
        loading={loaded.state === 'loading'}
        onAdd={() => show({ window: 'form', text: blankApplication, editing: false })}
        onEdit={(application) =>
          show({ window: 'form', text: textOfApplication(application), editing: true })
        }
        onDuplicate={(application) =>
          show({ window: 'form', text: duplicateOf(application, repository), editing: false })
        }
        onDelete={(applications) => show({ window: 'delete', applications })}
        onImport={() => show({ window: 'import' })}
      />
      {open?.window === 'form' && (
        <ApplicationForm
          text={open.text}
          editing={open.editing}
          repository={repository}
          onClose={close}
        />
      )}
      {open?.window === 'import' && (
        <ImportForm
          repository={repository}
          onClose={close}
          onImported={(said) => {
            setDone(said);
            close();
          }}
        />
      )}
      {open?.window === 'delete' && (
        <DeleteQuestion
          applications={open.applications}
          onClose={close}
          onDelete={() => void remove(open.applications)}
        />
      )}
    </>
  );
}

/** What the company gives and cannot be understood. */
function RefusedAlert({ refused }: Pick<ApplicationRepository, 'refused'>) {
  if (refused.length === 0) return null;
  return (
    <Alert
      type="warning"
      header={`${countOf(refused.length, 'application')} of the company policy cannot be used.`}
    >
      <ul class="desk-list">
        {refused.map(({ place, faults }) => (
          <li key={place}>
            Entry {place}: {faults.map(explainApplication).join(' ')}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

interface DeleteQuestionProps {
  readonly applications: readonly RepositoryApplication[];
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

/** How many names are told one by one before they are deleted. */
const fewNames = 10;

function DeleteQuestion({ applications, onClose, onDelete }: DeleteQuestionProps) {
  const names = applications.slice(0, fewNames).map(({ id, name }) => `${name} (${id})`);
  const others = applications.length - names.length;
  return (
    <ConfirmModal
      visible
      title={`Delete ${countOf(applications.length, 'application')}?`}
      act="Delete"
      onCancel={onClose}
      onConfirm={onDelete}
    >
      {names.join(', ')}
      {others > 0 && ` and ${others} more`} will be gone from this browser for good. Images that
      have them keep them: nothing changes in AWS.
    </ConfirmModal>
  );
}
