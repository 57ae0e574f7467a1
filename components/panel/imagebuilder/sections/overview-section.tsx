import type { BuildListing, BuildOverview } from '../../../../lib/builds/build';
import { buildTitle, describeBuildStatus, describeCounts } from '../../../../lib/builds/describe';
import { explainOnPage } from '../../../../lib/problems/explain-met';
import { Button } from '../../../light/button';
import { KeyValues } from '../../../light/key-values';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { At, BuildStatus, whenSet, WideTable } from './parts';

interface OverviewSectionProps {
  readonly overview: Reading<BuildOverview>;
  /** Shows a build in the panel, by its ARN. */
  readonly onShow: (build: string) => void;
  readonly goOn: GoOn;
}

/** The latest builds of an account, an image version or a pipeline. */
export function OverviewSection({ overview, onShow, goOn }: OverviewSectionProps) {
  return (
    <Section title="Latest builds">
      <ReadingView reading={overview} waiting="Reading the latest builds" goOn={goOn}>
        {(read) => <Overview overview={read} onShow={onShow} />}
      </ReadingView>
    </Section>
  );
}

interface OverviewProps {
  readonly overview: BuildOverview;
  readonly onShow: (build: string) => void;
}

function Overview({
  overview: { pipeline, builds, counts, uncounted, more },
  onShow,
}: OverviewProps) {
  const findingsOf = ({ arn }: BuildListing) => {
    const counted = Object.hasOwn(counts, arn) ? counts[arn] : undefined;
    if (counted) return describeCounts(counted);
    return uncounted ? 'Not counted' : 'No findings kept';
  };
  return (
    <>
      {pipeline && (
        <KeyValues
          items={[
            ...whenSet('Pipeline', pipeline.name),
            ...whenSet(
              'Pipeline status',
              pipeline.status !== undefined && describeBuildStatus(pipeline.status),
            ),
            ...whenSet(
              'Next run',
              pipeline.nextRunAt !== undefined && <At time={pipeline.nextRunAt} />,
            ),
          ]}
        />
      )}
      {builds.length === 0 ? (
        <p class="quiet">There are no builds.</p>
      ) : (
        <WideTable
          label="Builds"
          columns={['Build', 'Security findings', 'Image status', 'Date created']}
          rows={builds.map((build) => ({
            key: build.arn,
            cells: [
              <Button key="show" variant="link" onClick={() => onShow(build.arn)}>
                {buildTitle(build)}
              </Button>,
              findingsOf(build),
              <>
                <BuildStatus status={build.status} />
                {build.status === 'FAILED' && build.reason !== undefined && (
                  <div>{build.reason}</div>
                )}
              </>,
              <At key="created" time={build.createdAt} />,
            ],
          }))}
        />
      )}
      {uncounted && (
        <p class="quiet">Findings are not counted. {explainOnPage(uncounted).summary}</p>
      )}
      {more && <p class="quiet">There are more builds than these.</p>}
    </>
  );
}
