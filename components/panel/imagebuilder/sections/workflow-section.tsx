import { useId } from 'preact/hooks';
import type { ImageBuild, WorkflowRun, WorkflowStep } from '../../../../lib/builds/build';
import { describeDuration, isFinal, notReported } from '../../../../lib/builds/describe';
import {
  durationOf,
  explainTotals,
  firstShown,
  workflowChoices,
} from '../../../../lib/builds/workflow';
import type { Links } from '../../../../lib/console/links';
import type { DeskTarget } from '../../../../lib/operations/surfaces';
import { KeyValues } from '../../../light/key-values';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { always, At, Linked, WorkflowStatus } from './parts';
import { WorkflowSteps } from './workflow-steps';

interface WorkflowSectionProps {
  readonly build: ImageBuild;
  readonly runs: Reading<readonly WorkflowRun[]>;
  /** The id of the run that is shown; without one it is the one to show first. */
  readonly shown: string | undefined;
  readonly onShow: (run: string) => void;
  /** The steps of the run that is shown. */
  readonly steps: Reading<readonly WorkflowStep[]>;
  readonly now: number;
  readonly link: Links;
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: GoOn;
}

/** What ran to make a build, step by step. */
export function WorkflowSection(props: WorkflowSectionProps) {
  const { build, runs, shown, onShow, steps, now, link, openDesk, goOn } = props;
  return (
    <Section title="Workflow">
      <ReadingView reading={runs} waiting="Reading the workflows" goOn={goOn}>
        {(known) => {
          const run = known.find(({ id }) => id === shown) ?? firstShown(known);
          if (!run) return <p>{noneOf(build)}</p>;
          return (
            <>
              <WorkflowFilter runs={known} shown={run.id} onShow={onShow} />
              <RunFacts run={run} now={now} />
              <ReadingView reading={steps} waiting="Reading the steps" goOn={goOn}>
                {(read) => (
                  <WorkflowSteps build={build} steps={read} now={now} openDesk={openDesk} />
                )}
              </ReadingView>
            </>
          );
        }}
      </ReadingView>
      <LogStream build={build} link={link} />
    </Section>
  );
}

function noneOf({ status }: ImageBuild): string {
  return isFinal(status)
    ? 'AWS reports no workflow of this build.'
    : 'No workflow of this build has started yet.';
}

interface WorkflowFilterProps {
  readonly runs: readonly WorkflowRun[];
  readonly shown: string;
  readonly onShow: (run: string) => void;
}

function WorkflowFilter({ runs, shown, onShow }: WorkflowFilterProps) {
  const id = useId();
  return (
    <div class="choice">
      <label for={id}>Filter workflow types</label>
      <select id={id} value={shown} onChange={({ currentTarget }) => onShow(currentTarget.value)}>
        {workflowChoices(runs).map(({ run, label }) => (
          <option key={run.id} value={run.id}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function RunFacts({ run, now }: { readonly run: WorkflowRun; readonly now: number }) {
  const { total, succeeded, failed, skipped } = run.totals;
  const duration = durationOf(run, now);
  const explained = explainTotals(run);
  return (
    <>
      <KeyValues
        items={[
          always('Workflow status', <WorkflowStatus status={run.status} />),
          always('Execution ID', run.id),
          always('Start', <At time={run.startedAt} />),
          always('End', <At time={run.endedAt} />),
          always('Duration', duration === undefined ? notReported : describeDuration(duration)),
          always('Total steps', total),
          always('Steps succeeded', succeeded),
          always('Steps failed', failed),
          always('Steps skipped', skipped),
        ]}
      />
      {explained !== undefined && <p class="quiet">{explained}</p>}
      {run.message !== undefined && <p>{run.message}</p>}
    </>
  );
}

/** Source of the names: the user guide, "Monitor Image Builder logs with CloudWatch Logs". */
function LogStream({ build, link }: { readonly build: ImageBuild; readonly link: Links }) {
  const { logGroup = `/aws/imagebuilder/${build.name}`, version, buildVersion, region } = build;
  const to = link.logStream(logGroup, `${version}/${buildVersion}`, region);
  return to === undefined ? null : (
    <p>
      <Linked to={to}>Log stream in CloudWatch</Linked>
    </p>
  );
}
