import type { ComponentChildren } from 'preact';
import type { ImageBuild } from '../../../../lib/builds/build';
import {
  describeDays,
  describeSeverity,
  notReported,
  otherFindings,
  severityTone,
} from '../../../../lib/builds/describe';
import type { Finding, FindingCounts, FindingsPage } from '../../../../lib/findings/finding';
import { rankOf, severityOf } from '../../../../lib/findings/severity';
import { titleBeside } from '../../../../lib/findings/title';
import { vulnerabilityPage } from '../../../../lib/console/links';
import type { FindingsChange } from '../../../../lib/findings/scan';
import type { DeskTarget } from '../../../../lib/operations/surfaces';
import { Button } from '../../../light/button';
import { KeyValues } from '../../../light/key-values';
import { Spinner } from '../../../light/spinner';
import { StatusIndicator } from '../../../light/status-indicator';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { ScanState } from './build-summary';
import { FindingsChangeView } from './findings-change';
import { always, Linked, Long, WideTable } from './parts';

interface FindingsSectionProps {
  readonly build: ImageBuild;
  readonly counts: Reading<FindingCounts | null>;
  /** All that were read so far. */
  readonly findings: Reading<FindingsPage>;
  /** How they differ from those of the build before. */
  readonly change: Reading<FindingsChange>;
  /** The findings themselves are wanted. */
  readonly onOpen: () => void;
  readonly onMore: () => void;
  readonly onOpenChange: () => void;
  /** Opens the desk, where findings are compared. */
  readonly openDesk: (target: DeskTarget) => void;
  readonly now: number;
  readonly goOn: GoOn;
}

/** The vulnerabilities that were found in a build. */
export function FindingsSection(props: FindingsSectionProps) {
  const { build, counts, findings, change, onOpen, onMore, onOpenChange, openDesk, now, goOn } =
    props;
  // Without counts there may still be some: that they cannot be counted is told.
  const hasSome = (counts.held?.value?.all ?? (counts.problem ? 1 : 0)) > 0;
  return (
    <Section title="Security findings">
      <KeyValues
        items={[always('Scan state', <ScanState build={build} counts={counts.held?.value} />)]}
      />
      <ReadingView reading={counts} waiting="Counting the findings" goOn={goOn}>
        {(counted) =>
          counted && (
            <KeyValues
              items={[
                always('Critical', counted.critical),
                always('High', counted.high),
                always('Medium', counted.medium),
                always('Other', otherFindings(counted)),
                always('All', counted.all),
              ]}
            />
          )
        }
      </ReadingView>
      {hasSome && build.scan.status === 'COMPLETED' && (
        <FindingsChangeView {...{ build, change, onOpen: onOpenChange, openDesk, goOn }} />
      )}
      {hasSome && (
        <Long title="Findings" onOpen={onOpen}>
          <ReadingView reading={findings} waiting="Reading the findings" goOn={goOn}>
            {(page) => (
              <Findings page={page} all={counts.held?.value?.all} now={now}>
                {findings.busy ? (
                  <Spinner>Reading more findings</Spinner>
                ) : (
                  <Button onClick={onMore}>Show more</Button>
                )}
              </Findings>
            )}
          </ReadingView>
        </Long>
      )}
    </Section>
  );
}

interface FindingsProps {
  readonly page: FindingsPage;
  readonly all: number | undefined;
  readonly now: number;
  /** What leads on to those that were not read yet. */
  readonly children: ComponentChildren;
}

function Findings({ page: { findings, nextToken }, all, now, children }: FindingsProps) {
  const sorted = findings.toSorted(
    (a, b) =>
      rankOf(severityOf(a.severity)) - rankOf(severityOf(b.severity)) || scoreOf(b) - scoreOf(a),
  );
  return (
    <>
      <p class="quiet">{shownOf(findings.length, all, nextToken !== undefined)}</p>
      <WideTable
        label="Findings"
        columns={['Severity', 'Finding ID', 'Source', 'Age', 'Inspector score']}
        rows={sorted.map((finding, index) => ({
          key: `${finding.id} ${index}`,
          cells: cellsOf(finding, now),
        }))}
      />
      {nextToken !== undefined && <div>{children}</div>}
    </>
  );
}

function scoreOf({ score = -1 }: Finding): number {
  return score;
}

function shownOf(count: number, all: number | undefined, more: boolean): string {
  if (all !== undefined) return `${count} of ${all} findings shown, the most severe first.`;
  return more
    ? `The first ${count} findings are shown, the most severe of them first.`
    : `${count} findings shown, the most severe first.`;
}

function cellsOf(finding: Finding, now: number) {
  const { id, severity, source, sourceUrl, firstObservedAt, score } = finding;
  const title = titleBeside(id, finding.title);
  return [
    <StatusIndicator key="severity" tone={severityTone(severity)}>
      {describeSeverity(severity)}
    </StatusIndicator>,
    <>
      <Linked to={vulnerabilityPage(id, sourceUrl)}>{id}</Linked>
      {title !== undefined && <div class="quiet">{title}</div>}
    </>,
    source ?? notReported,
    firstObservedAt === undefined ? notReported : describeDays(firstObservedAt, now),
    score ?? notReported,
  ];
}
