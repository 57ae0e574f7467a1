import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../../lib/builds/arn';
import type { Comparison } from '../../../../lib/findings/compare';
import type { JudgedComparison } from '../../../../lib/findings/judged';
import type { ReportSide } from '../../../../lib/findings/report';
import { useDesk, useEvents } from '../../parts';
import { UnmatchedJudgements } from '../judgements/unmatched-judgements';
import { BuildChanges } from './build-changes';
import { CompareActions } from './compare-actions';
import {
  createCompareModel,
  sideNames,
  type BuildPlace,
  type CompareModel,
  type CompareRoute,
  type SideName,
} from './compare-model';
import { GateOutcomes } from './gate-outcomes';
import { Notices } from './notices';
import { Results } from './results/results';
import { SideCard } from './side-card';
import { Summary } from './summary';

interface ComparedProps {
  readonly route: CompareRoute;
  readonly places: Readonly<Record<SideName, BuildPlace>>;
}

/** Two builds, from their first findings to what differs. */
export function Compared({ route, places }: ComparedProps) {
  const desk = useDesk();
  // One model for as long as the view is there: another pair of builds is another view.
  const [model] = useState(() => createCompareModel(desk, places));
  useEffect(() => {
    model.read();
    return () => model.leave();
  }, [model]);
  useEvents(useCallback((event) => model.hear(event), [model]));
  return (
    <SpaceBetween size="l">
      <CompareActions key="actions" route={route} target={places.target} book={model.book.value} />
      <ColumnLayout key="sides" columns={2} minColumnWidth={280}>
        {sideNames.map((side) => (
          <SideCard key={side} side={side} model={model} />
        ))}
      </ColumnLayout>
      <Notices key="notices" model={model} />
      <Outcome key="outcome" model={model} route={route} />
    </SpaceBetween>
  );
}

interface OutcomeProps {
  readonly model: CompareModel;
  readonly route: CompareRoute;
}

function Outcome({ model, route }: OutcomeProps) {
  const comparison = model.comparison.value;
  const judged = model.judged.value;
  if (comparison && judged) {
    return <Told model={model} route={route} comparison={comparison} judged={judged} />;
  }
  const reading = sideNames.some((side) => model.sides[side].reading.value.state === 'reading');
  return reading ? (
    <StatusIndicator type="pending">
      Nothing is compared before all findings of both builds are here.
    </StatusIndicator>
  ) : null;
}

interface ToldProps extends OutcomeProps {
  readonly comparison: Comparison;
  readonly judged: JudgedComparison;
}

function Told({ model, route, comparison, judged }: ToldProps) {
  const { go } = useDesk();
  const base = useSide(model, 'base', comparison);
  const target = useSide(model, 'target', comparison);
  const outcomes = model.outcomes.value;
  const { show: _, ...rest } = route;
  return (
    <SpaceBetween size="l">
      <Summary key="summary" judged={judged} base={base} target={target} />
      {judged.unmatched.length + judged.expired.length > 0 && (
        <UnmatchedJudgements
          key="unmatched"
          unmatched={judged.unmatched}
          expired={judged.expired}
        />
      )}
      <GateOutcomes key="gate" outcomes={outcomes} scope={route.scope} />
      <BuildChanges key="changes" model={model} />
      <Results
        key="results"
        judged={judged}
        base={base}
        target={target}
        gate={outcomes}
        show={route.show}
        onShow={(show) => go(show === undefined ? rest : { ...rest, show })}
      />
    </SpaceBetween>
  );
}

/** A side as reports have it; the same object as long as the comparison is the same. */
function useSide(model: CompareModel, side: SideName, comparison: Comparison): ReportSide {
  const { build, reading } = model.sides[side];
  const { head } = reading.value;
  return useMemo(
    () => ({
      label: labelOfBuild(build),
      build,
      ...(head && { head }),
      totals: comparison[side],
    }),
    [build, head, comparison, side],
  );
}
