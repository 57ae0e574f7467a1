import type { BuildOverview } from '../../../../lib/builds/build';
import { buildTitle } from '../../../../lib/builds/describe';
import { Button } from '../../../light/button';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';

interface OverviewSectionProps {
  readonly overview: Reading<BuildOverview>;
  readonly onShow: (build: string) => void;
  readonly goOn: GoOn;
}

export function OverviewSection({ overview, onShow, goOn }: OverviewSectionProps) {
  return (
    <Section title="Latest builds">
      <ReadingView reading={overview} waiting="Reading the latest builds" goOn={goOn}>
        {({ builds }) =>
          builds.map((build) => (
            <Button key={build.arn} variant="link" onClick={() => onShow(build.arn)}>
              {buildTitle(build)}
            </Button>
          ))
        }
      </ReadingView>
    </Section>
  );
}
