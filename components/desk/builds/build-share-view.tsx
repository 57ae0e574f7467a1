import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useId, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../lib/builds/arn';
import { obstacleToSharing } from '../../../lib/builds/acts';
import { explainProblem } from '../../../lib/problems/explain';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import { GateOfBuild } from '../findings/gate-of-build';
import { useDesk } from '../parts';
import { Place } from '../place';
import { ProblemAlert } from '../problem-alert';
import { ReadOnlyNotice } from '../read-only-notice';
import { useReadOnly } from '../use-safety';
import { AmiList } from './ami-list';
import { BuildReview } from './build-review';
import { HoldersTable } from './holders-table';
import { PolicyEditor } from './policy-editor';
import { ShareForm } from './share-form';
import { createBuildShareModel, type BuildShareModel } from './share-model';

interface BuildShareViewProps {
  readonly scope: Scope;
  /** The ARN of the build. */
  readonly build: string;
  /** Whether only a person says that the page, from which this was opened, shows the account. */
  readonly chosen?: true | undefined;
}

/** Shares an Image Builder image and the AMIs that it put out. */
export function BuildShareView({ scope, build, chosen }: BuildShareViewProps) {
  const { client } = useDesk();
  // One model for as long as the view is there: it holds what the person has entered.
  const [model] = useState(() => createBuildShareModel(client, scope, build));
  useEffect(() => void model.load(), [model]);
  const wish = model.reviewed.value;
  return (
    <SpaceBetween size="l">
      <Header
        key="heading"
        variant="h1"
        description="Let others see the image and launch its AMIs. Nothing changes before you have reviewed the plan."
      >
        Share image
      </Header>
      {/* A plan says itself what it is about. */}
      {!wish && (
        <Place
          key="place"
          image={labelOfBuild(build)}
          scope={scope}
          owned={model.subject.value.state === 'ready'}
        />
      )}
      {wish ? (
        <BuildReview
          key="review"
          scope={scope}
          request={{ operation: 'build-sharing.plan', input: wish }}
          confirmAccount={chosen}
          onBack={() => void model.leaveReview()}
        />
      ) : (
        <Entering key="form" model={model} scope={scope} />
      )}
    </SpaceBetween>
  );
}

function Entering({ model, scope }: { readonly model: BuildShareModel; readonly scope: Scope }) {
  const readOnly = useReadOnly(scope);
  return (
    <>
      <SpaceBetween size="l">
        {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={scope} />}
        <Body key="body" model={model} scope={scope} />
      </SpaceBetween>
      <Actions model={model} readOnly={readOnly} />
    </>
  );
}

function Body({ model, scope }: { readonly model: BuildShareModel; readonly scope: Scope }) {
  const subject = model.subject.value;
  switch (subject.state) {
    case 'loading':
      return <StatusIndicator type="loading">Reading the image and who has it…</StatusIndicator>;
    case 'problem':
      return (
        <ProblemAlert problem={subject.problem} scope={scope} onRetry={() => void model.load()} />
      );
    case 'obstacle':
      return <Alert type="info">{subject.sentence}</Alert>;
    case 'ready': {
      const { build, sharing } = subject;
      const obstacle = obstacleToSharing(build.status);
      return (
        <SpaceBetween size="l">
          {obstacle === undefined ? (
            <ShareForm key="form" model={model} />
          ) : (
            <Alert key="state" type="info">
              {obstacle} What others have can be taken away.
            </Alert>
          )}
          <GateOfBuild key="gate" build={build.arn} scope={scope} />
          <HoldersTable key="holders" model={model} />
          <AmiList key="amis" amis={sharing.amis} />
          <PolicyEditor key="policy" model={model} current={sharing.policy.text} />
        </SpaceBetween>
      );
    }
  }
}

/** The bar of buttons, with the reason why there is no plan yet. */
function Actions({
  model,
  readOnly,
}: {
  readonly model: BuildShareModel;
  readonly readOnly: Problem | undefined;
}) {
  const { dialog, closeWindow, go } = useDesk();
  const reasonId = useId();
  const ready = model.subject.value.state === 'ready';
  // A plan may be looked at where it cannot be carried out.
  const reason = ready ? model.obstacle.value : undefined;
  const leave = () => (dialog ? closeWindow() : go({ view: 'images' }));
  return (
    <div class="desk-actions">
      <SpaceBetween size="xs">
        {reason !== undefined && (
          <Box key="reason" float="right" color="text-body-secondary">
            <span id={reasonId}>{reason}</span>
          </Box>
        )}
        {reason === undefined && readOnly && (
          <Box key="read-only" float="right" color="text-body-secondary">
            {explainProblem(readOnly).summary}
          </Box>
        )}
        <Box key="buttons" float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button key="leave" variant="link" onClick={leave}>
              {ready ? 'Cancel' : 'Close'}
            </Button>
            {ready && (
              <Button
                key="review"
                variant="primary"
                disabled={reason !== undefined}
                {...(reason !== undefined && { ariaDescribedby: reasonId })}
                onClick={() => model.review()}
              >
                Review the changes
              </Button>
            )}
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </div>
  );
}
