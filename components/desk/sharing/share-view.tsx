import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { GateOfImages } from '../findings/gate-of-images';
import { FocusHeading } from '../focus-heading';
import { useDesk, useEvents } from '../parts';
import { Place } from '../place';
import { ProblemAlert } from '../problem-alert';
import { ReadOnlyNotice } from '../read-only-notice';
import { useReadOnly } from '../use-safety';
import { useWhenShown } from '../use-when-shown';
import { ShareActions } from './actions';
import { JobProgress } from '../jobs/job-progress';
import { ApplyResult } from './apply-result';
import { DraftRows } from './draft-rows';
import { createShareModel, type ShareModel } from './model';
import { summariseItems, toneOf } from './outcomes';
import { PlanSection } from './plan-section';
import type { ShareMode, ShareTask } from './subject';

/** The heading of each way to change the sharing. */
export const shareHeadings: Readonly<Record<ShareMode, string>> = {
  share: 'Share image',
  edit: 'Edit permissions',
  stop: 'Stop sharing',
  revoke: 'Revoke access',
};

/** Changes who an image is shared with: form, plan, action, result. */
export function ShareView({ task }: { readonly task: ShareTask }) {
  const { client, now, later } = useDesk();
  // One model for as long as the view is there: it holds what the person has entered.
  const [model] = useState(() => createShareModel(task, { client, now, later }));
  useEffect(() => {
    void model.load();
    return model.end;
  }, [model]);
  const readOnly = useReadOnly(task.scope);
  useEvents(useCallback((event) => model.hear(event), [model]));
  useWhenShown(useCallback(() => void model.look(), [model]));
  return (
    <>
      <SpaceBetween size="l">
        <Header variant="h1" description={descriptionOf(task)}>
          {shareHeadings[task.mode]}
        </Header>
        <Place
          image={task.image.name}
          scope={task.scope}
          owned={model.subject.value.state === 'ready'}
        />
        {readOnly && <ReadOnlyNotice problem={readOnly} scope={task.scope} />}
      </SpaceBetween>
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-status">
        <Summary model={model} />
      </div>
      <div class="desk-body">
        <Body model={model} />
      </div>
      <ShareActions model={model} readOnly={readOnly} />
    </>
  );
}

function descriptionOf({ mode, account }: ShareTask): string {
  switch (mode) {
    case 'share':
      return 'Let other accounts in this Region use the image. Nothing changes before you press Share image.';
    case 'edit':
      return 'Change what each account may do with the image. Nothing changes before you press Update permissions.';
    case 'stop':
      return 'Take the image away from every account that it is shared with.';
    case 'revoke':
      return `Take the image away from account ${account}.`;
  }
}

function Body({ model }: { readonly model: ShareModel }) {
  const subject = model.subject.value;
  const applying = model.applying.value;
  const { scope, mode } = model.task;
  if (subject.state === 'loading') {
    return <StatusIndicator type="loading">Reading the image and its sharing…</StatusIndicator>;
  }
  if (subject.state === 'problem') {
    return (
      <ProblemAlert problem={subject.problem} scope={scope} onRetry={() => void model.load()} />
    );
  }
  if (subject.state === 'obstacle') return <Alert type="info">{subject.sentence}</Alert>;
  if (applying.state === 'ended') return <ApplyResult items={applying.items} />;
  const gives = mode === 'share' || mode === 'edit';
  const hasForm = gives && model.earlier.value.length === 0;
  return (
    <SpaceBetween size="l">
      {applying.state === 'running' && (
        <Container key="progress" header={<Header variant="h2">Progress</Header>}>
          <Running model={model} />
        </Container>
      )}
      {applying.state === 'idle' && applying.problem && <Stopped key="stopped" model={model} />}
      {model.earlier.value.length > 0 && applying.state === 'idle' && (
        <Alert
          key="earlier"
          type="info"
          header={<FocusHeading>What is left, once more</FocusHeading>}
        >
          {summariseItems(model.earlier.value)} This is a new plan for those that were not done; the
          others are left alone.
        </Alert>
      )}
      {hasForm && applying.state === 'idle' && (
        <Container key="form" header={<Header variant="h2">Accounts</Header>}>
          <DraftRows model={model} />
        </Container>
      )}
      <PlanSection key="plan" model={model} />
      {gives && applying.state === 'idle' && (
        <GateOfImages
          key="gate"
          account={scope}
          images={[{ name: subject.image.name, arn: subject.image.arn, region: scope.region }]}
        />
      )}
    </SpaceBetween>
  );
}

/** The job of the plan, which goes on without this window. */
function Running({ model }: { readonly model: ShareModel }) {
  const applying = model.applying.value;
  if (applying.state !== 'running') return null;
  const { job, problem } = applying;
  if (problem) {
    return <ProblemAlert focused problem={problem} onRetry={() => void model.look()} />;
  }
  return (
    <SpaceBetween size="s">
      {job ? (
        <JobProgress key="job" job={job} />
      ) : (
        <StatusIndicator key="starting" type="loading">
          Starting…
        </StatusIndicator>
      )}
      <Box key="note" color="text-body-secondary">
        What is sent is read back before it counts as done. This goes on when the window is closed.
      </Box>
    </SpaceBetween>
  );
}

/** How it ended, in one sentence. */
function Summary({ model }: { readonly model: ShareModel }) {
  const applying = model.applying.value;
  if (applying.state !== 'ended') return null;
  return <Alert type={toneOf(applying.items)}>{summariseItems(applying.items)}</Alert>;
}

/** Why the last attempt changed nothing. */
function Stopped({ model }: { readonly model: ShareModel }) {
  const applying = model.applying.value;
  if (applying.state !== 'idle' || !applying.problem) return null;
  return applying.problem.kind === 'plan-expired' ? (
    <Alert
      type="info"
      header={<FocusHeading>The plan was too old, so it was made again.</FocusHeading>}
    >
      Nothing was changed. Check the new plan before you go on.
    </Alert>
  ) : (
    <ProblemAlert
      focused
      problem={applying.problem}
      scope={model.task.scope}
      onRetry={model.planAgain}
    />
  );
}
