import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { InputOf } from '../../../lib/operations/registry';
import { CloseAction } from '../form-actions';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { asksForMore, emptyForm, readActForm, refusalOf, type BuildActTask } from './act-form';
import { ActFields, type ActFieldsProps } from './act-fields';
import { BuildReview } from './build-review';

export type { BuildActTask } from './act-form';

/** An action on a build: what it needs to know, its plan, and its job. */
export function BuildActView({ task }: { readonly task: BuildActTask }) {
  const { dialog, closeWindow, go } = useDesk();
  const { scope, chosen } = task;
  const more = asksForMore(task);
  const [form, setForm] = useState(emptyForm);
  const [wish, setWish] = useState<InputOf<'build-actions.plan'> | undefined>(() => {
    const reading = readActForm(task, emptyForm);
    return !more && 'wish' in reading ? reading.wish : undefined;
  });
  const leave = () => (dialog ? closeWindow() : go({ view: 'jobs', scope }));
  return (
    <SpaceBetween size="l">
      <Header key="header" variant="h1" description={descriptionOf(task)}>
        {headingOfAct(task)}
      </Header>
      {wish ? (
        <BuildReview
          key="review"
          scope={scope}
          request={{ operation: 'build-actions.plan', input: wish }}
          confirmAccount={chosen}
          onBack={(over) => (more && !over ? setWish(undefined) : leave())}
        />
      ) : (
        <Asking
          key="fields"
          task={task}
          form={form}
          onChange={(change) => setForm({ ...form, ...change })}
          onPlan={setWish}
          onLeave={leave}
        />
      )}
    </SpaceBetween>
  );
}

/**
 * What an act needs to know, unless the build forbids it: nobody is to enter something for nothing.
 * A build that cannot be read is left to the plan, which says what is wrong.
 */
function Asking(props: Omit<ActFieldsProps, 'build'>) {
  const { client } = useDesk();
  const { task, onLeave } = props;
  const model = useMemo(
    () =>
      task.view === 'build-act'
        ? createLoader(() =>
            client.call('builds.get', { build: task.build }, { scope: task.scope }),
          )
        : undefined,
    // One reading for each time that it is asked.
    [client],
  );
  useEffect(() => void model?.load(), [model]);
  const loaded = model?.loaded.value;
  if (!model || loaded?.state !== 'ready') return <ActFields {...props} />;
  const refusal = refusalOf(task, loaded.value);
  if (!refusal) return <ActFields {...props} build={loaded.value} />;
  return (
    <>
      <ProblemAlert problem={refusal} scope={task.scope} onRetry={() => void model.load()} />
      <CloseAction onLeave={onLeave} />
    </>
  );
}

const headings = {
  cancel: 'Cancel build',
  retry: 'Retry build',
  distribute: 'Distribute image',
  state: 'Change state',
  delete: 'Delete image',
} as const;

/** What the window of an action is called. */
export function headingOfAct(task: BuildActTask): string {
  switch (task.view) {
    case 'pipeline-run':
      return 'Run pipeline';
    case 'step-answer':
      return task.answer === 'RESUME' ? 'Resume step' : 'Stop step';
    case 'build-act':
      return headings[task.act];
  }
}

const nothingYet = 'Nothing changes before you confirm.';

function descriptionOf(task: BuildActTask): string {
  if (task.view === 'pipeline-run') return `Starts a new build. ${nothingYet}`;
  if (task.view === 'step-answer') return `Says how the build goes on. ${nothingYet}`;
  switch (task.act) {
    case 'cancel':
      return `Ends a build that is running. ${nothingYet}`;
    case 'retry':
      return `Has AWS distribute again what could not be distributed. ${nothingYet}`;
    case 'distribute':
      return `Copies the image to more Regions or accounts. ${nothingYet}`;
    case 'state':
      return `Deprecates or disables the image, or makes it available again. ${nothingYet}`;
    case 'delete':
      return `Takes the image away for good. ${nothingYet}`;
  }
}
