import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import {
  standingAt,
  type AtBuilder as Shown,
  type AwaitedImage,
  type BuilderStanding,
} from '../../../lib/lifecycle/at-builder';
import { streamingValidity } from '../../../lib/operations/cloning';
import type { Problem } from '../../../lib/problems/problem';
import { scopeKey } from '../../../lib/scope';
import { Time } from '../activity/cells';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { AtBuilderScript } from './at-builder-script';
import { useBuilder } from './use-builder';

/** What a person does at the image builder that a job waits for. */
export function AtBuilder({ awaited }: { readonly awaited: AwaitedImage }) {
  const { place, builder, image } = awaited;
  const { loaded, reload } = useBuilder(`${scopeKey(place)}/${builder}/${image}`, (client) =>
    client.call('cloning.builder', { builder, image }, { scope: place }),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="AWS makes an image only on the image builder itself. This job waits until you have been there."
        >
          At the image builder
        </Header>
      }
    >
      {loaded.state === 'loading' && (
        <StatusIndicator type="loading">Reading the image builder…</StatusIndicator>
      )}
      {loaded.state === 'problem' && (
        <ProblemAlert problem={loaded.problem} scope={place} onRetry={reload} />
      )}
      {loaded.state === 'ready' && <Steps awaited={awaited} shown={loaded.value} reload={reload} />}
    </Container>
  );
}

const alertTypes: Readonly<
  Record<BuilderStanding['kind'], 'info' | 'success' | 'warning' | 'error'>
> = {
  open: 'info',
  starting: 'info',
  stopped: 'warning',
  making: 'info',
  made: 'success',
  over: 'error',
};

/** What is asked of AWS for a person who is on the way to an image builder. */
type Act = 'cloning.streaming' | 'cloning.start';

function Steps(props: {
  readonly awaited: AwaitedImage;
  readonly shown: Shown;
  readonly reload: () => void;
}) {
  const { awaited, shown, reload } = props;
  const { place, builder: name, order } = awaited;
  const { client } = useDesk();
  const [missed, setMissed] = useState<{ readonly id: Act; readonly problem: Problem }>();
  const [busy, setBusy] = useState(false);
  const { kind, sentence } = standingAt(shown, awaited);
  const act = async (id: Act): Promise<void> => {
    setBusy(true);
    const answer = await client.call(id, { builder: name }, { scope: place });
    setBusy(false);
    setMissed(answer.ok ? undefined : { id, problem: answer.problem });
    // Why it went wrong may be that it is otherwise by now.
    reload();
  };
  return (
    <SpaceBetween size="m">
      <div key="standing" role="status">
        {kind === 'open' ? (
          <Cost shown={shown} />
        ) : (
          <Alert
            type={alertTypes[kind]}
            action={
              shown.builder?.state === 'STOPPED' &&
              kind === 'stopped' && (
                <Button disabled={busy} onClick={() => void act('cloning.start')}>
                  Start the image builder
                </Button>
              )
            }
          >
            {sentence}
          </Alert>
        )}
      </div>
      {missed && (
        <ProblemAlert
          key="problem"
          problem={missed.problem}
          scope={place}
          onRetry={() => void act(missed.id)}
        />
      )}
      {(kind === 'open' || kind === 'starting' || kind === 'stopped') && (
        <ol key="steps" class="desk-steps">
          <li>
            <SpaceBetween size="xs">
              <div>
                {order.platform === 'windows'
                  ? 'Open the image builder in a new tab, and pick Administrator there.'
                  : 'Open the image builder in a new tab, and open a terminal there.'}
              </div>
              <Button
                iconName="external"
                disabled={kind !== 'open' || busy}
                onClick={() => void act('cloning.streaming')}
              >
                Open the image builder
              </Button>
              <Box color="text-body-secondary" fontSize="body-s">
                {`Its address opens it for ${streamingValidity / 60} minutes, and for whoever has it. Press the button again to come back later.`}
              </Box>
            </SpaceBetween>
          </li>
          <AtBuilderScript order={order} />
        </ol>
      )}
    </SpaceBetween>
  );
}

function Cost({ shown: { builder } }: { readonly shown: Shown }) {
  return (
    <StatusIndicator type="success">
      {builder?.name} is RUNNING, and costs by the hour
      {builder?.createdAt !== undefined && (
        <>
          {' '}
          since <Time at={builder.createdAt} />
        </>
      )}
    </StatusIndicator>
  );
}
