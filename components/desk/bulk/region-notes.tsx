import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { RegionCode } from '../../../lib/scope';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { describeRegion } from '../words';
import type { RegionProblem, RegionReading } from './images-model';
import { countOf } from '../../../lib/words';

interface RegionNotesProps {
  readonly picker: RegionReading;
  /** How far the Regions are read that are not done, in one sentence. */
  readonly progress?: string;
}

/** How far the Regions are read, and what is wrong with some of them. */
export function RegionNotes({ picker, progress = '' }: RegionNotesProps) {
  const regions = picker.regions.value;
  const places = picker.places.value;
  const problems = picker.problems.value;
  const unread = regions.filter((region) => places.get(region)?.state === 'loading');
  return (
    <SpaceBetween size="s">
      {unread.length > 0 && (
        <StatusIndicator key="reading" type="loading" wrapText>
          {`Reading the images of ${unread.join(', ')}… ${regions.length - unread.length} of ${countOf(regions.length, 'Region')} read. ${progress}`.trimEnd()}
        </StatusIndicator>
      )}
      {problems.map((each) => (
        <NotRead
          key={each.regions.join(' ')}
          {...each}
          picker={picker}
          several={regions.length > 1}
        />
      ))}
    </SpaceBetween>
  );
}

interface NotReadProps extends RegionProblem {
  readonly picker: RegionReading;
  readonly several: boolean;
}

function NotRead({ problem, regions, picker, several }: NotReadProps) {
  const [first] = regions;
  if (problem.kind === 'host-access-missing') {
    return <NoAccess regions={regions} picker={picker} />;
  }
  return (
    <SpaceBetween size="xxs">
      {several && (
        <strong key="where">{`Not read: ${regions.map(describeRegion).join(', ')}`}</strong>
      )}
      <ProblemAlert
        key="problem"
        problem={problem}
        {...(first !== undefined && { scope: { ...picker.account, region: first } })}
        onRetry={() => picker.reload(regions)}
      />
    </SpaceBetween>
  );
}

/** Asks for all Regions at once: the browser shows one question then. */
function NoAccess(props: {
  readonly regions: readonly RegionCode[];
  readonly picker: RegionReading;
}) {
  const { requestHostAccess } = useDesk();
  const { regions, picker } = props;
  return (
    <Alert
      type="info"
      header={`The browser does not let Image Desk reach AWS in ${regions.join(', ')} yet.`}
      action={
        <Button
          onClick={() => {
            // Straight from the click, as the browser demands.
            void requestHostAccess(regions).then((granted) => granted && picker.reload(regions));
          }}
        >
          Allow access
        </Button>
      }
    >
      The browser asks you once for each Region.
    </Alert>
  );
}
