import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { labelOfBuild } from '../../../../lib/builds/arn';
import { describeCounts } from '../../../../lib/builds/describe';
import { ProblemAlert } from '../../problem-alert';
import type { SideModel, SideReading } from './side-model';
import { describeProgress } from '../words';
import { describeSeverities, progressOf } from './side-words';

/** How far the findings of a build are, with what stops them and lets them go on. */
export function SideProgress({ model }: { readonly model: SideModel }) {
  const reading = model.reading.value;
  const { received, head } = reading;
  const progress = describeProgress({ received, counts: head?.counts ?? null });
  const label = labelOfBuild(model.build);
  const goOn = () => void model.read();
  switch (reading.state) {
    case 'over':
      return null;
    case 'problem':
      return (
        <SpaceBetween size="s">
          <SoFar key="so-far" reading={reading} />
          {reading.problem && (
            <ProblemAlert
              key="problem"
              problem={reading.problem}
              scope={model.scope}
              onRetry={goOn}
            />
          )}
        </SpaceBetween>
      );
    case 'stopped':
      // The button is the one that stopped it: what has the focus keeps it.
      return (
        <SpaceBetween size="s">
          <StatusIndicator key="stopped" type="stopped">
            Stopped at {progress}
          </StatusIndicator>
          <SoFar key="so-far" reading={reading} />
          <Button key="steer" ariaLabel={`Go on reading ${label}`} onClick={goOn}>
            Go on
          </Button>
        </SpaceBetween>
      );
    case 'reading':
      return (
        <SpaceBetween size="s">
          <ProgressBar
            key="bar"
            value={progressOf(reading)}
            label={`Reading the findings of ${label}`}
            // Before the first answer, “0 findings” would read as one.
            additionalInfo={reading.head ? progress : 'Waiting for AWS'}
          />
          <SoFar key="so-far" reading={reading} />
          <Button
            key="steer"
            ariaLabel={`Cancel reading ${label}`}
            onClick={() => void model.cancel()}
          >
            Cancel
          </Button>
        </SpaceBetween>
      );
  }
}

/** What is known before all findings are here, which is not the build's result. */
function SoFar({ reading: { head, received, severities } }: { readonly reading: SideReading }) {
  return (
    <Box color="text-body-secondary">
      {head?.counts && <div>AWS counts {describeCounts(head.counts)}.</div>}
      {received > 0 && <div>Here so far: {describeSeverities(severities)}.</div>}
    </Box>
  );
}
