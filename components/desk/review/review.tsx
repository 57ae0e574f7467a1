import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo } from 'preact/hooks';
import { givenImages, type SharePlan } from '../../../lib/sharing/plan';
import {
  actOf,
  describeWarning,
  explainNearQuota,
  type PlanWarnings,
} from '../../../lib/sharing/warnings';
import { useAccounts } from '../accounts';
import { GateOfImages } from '../findings/gate-of-images';
import { ProblemAlert } from '../problem-alert';
import { ReadOnlyNotice } from '../read-only-notice';
import { PlanNotes, PlanTable } from '../sharing/plan-table';
import { useReadOnly, useSafety } from '../use-safety';
import { ReviewActions } from './actions';
import { Applied } from './applied';
import { Confirmation } from './confirmation';
import { LeftOut } from './left-out';
import type { ReviewModel } from './model';
import { Scripts } from './scripts';
import { PlanSummary } from './summary';
import { Warnings } from './warnings';

interface ReviewProps {
  readonly model: ReviewModel;
  /** Leaves the review: before the plan is carried out to change it, afterwards for good. */
  readonly onBack: () => void;
}

/** A plan, what it causes, what it warns of, and its job once it is carried out. */
export function Review({ model, onBack }: ReviewProps) {
  const readOnly = useReadOnly(model.scope);
  useGrounds(model);
  return (
    <>
      <SpaceBetween size="l">
        {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={model.scope} />}
        <Applied key="applied" model={model} />
        <Planned key="planned" model={model} />
      </SpaceBetween>
      <ReviewActions
        model={model}
        actOf={(plan) => (plan ? actOf(plan) : 'Change permissions')}
        readOnly={readOnly}
        onBack={onBack}
      />
    </>
  );
}

/** Tells the model what its warnings are judged by, each time that changes. */
function useGrounds(model: ReviewModel): void {
  const { book, names } = useAccounts();
  const { safety } = useSafety();
  const allowed =
    safety.state === 'ready' ? safety.value.company.policy.allowedRecipients : undefined;
  useEffect(() => {
    // While nobody knows which accounts have a name, none is said to have none.
    const known = book.state === 'ready';
    model.judgeBy({
      isNamed: (account) => !known || names.has(account),
      ...(allowed && { allowedRecipients: allowed }),
    });
  }, [model, book, names, allowed]);
}

function Planned({ model }: { readonly model: ReviewModel }) {
  const planning = model.planning.value;
  switch (planning.state) {
    case 'reading':
      return <Reading {...planning} />;
    case 'problem':
      return (
        <ProblemAlert problem={planning.problem} scope={model.scope} onRetry={model.planAgain} />
      );
    case 'ready':
      return <Plan model={model} plan={planning.plan} />;
  }
}

function Reading({ read, total }: { readonly read: number; readonly total: number }) {
  return (
    <Container header={<Header variant="h2">Making the plan</Header>}>
      <ProgressBar
        label="Reading how the images are shared now"
        value={(100 * read) / Math.max(1, total)}
        description={`${read} of ${total} images read`}
      />
    </Container>
  );
}

function Plan({ model, plan }: { readonly model: ReviewModel; readonly plan: SharePlan }) {
  const applying = model.applying.value;
  const warnings = model.warnings.value;
  const open = applying.state === 'idle' || applying.state === 'starting';
  const leftOut = plan.images.filter(({ obstacle }) => obstacle);
  const notes = useMemo(() => notesOf(warnings), [warnings]);
  const given = useMemo(() => givenImages(plan), [plan]);
  const changes = plan.items.some(({ change }) => change !== 'unchanged');
  return (
    <SpaceBetween size="l">
      {open && <PlanSummary key="summary" plan={plan} />}
      {open && warnings && <Warnings key="warnings" warnings={warnings} />}
      {open && <GateOfImages key="gate" account={plan.scope} images={given} />}
      {leftOut.length > 0 && <LeftOut key="left-out" images={leftOut} />}
      {open && plan.items.length > 0 && (
        <Container
          key="plan"
          header={
            <Header variant="h2" description="Compared with what AWS says now.">
              Plan
            </Header>
          }
        >
          <PlanNotes value={notes}>
            <PlanTable plan={plan} />
          </PlanNotes>
        </Container>
      )}
      {open && changes && <Scripts key="scripts" plan={plan} />}
      {open && changes && <Confirmation key="confirmation" model={model} plan={plan} />}
    </SpaceBetween>
  );
}

/** What stands beside the rows and the images of the plan that it is about. */
function notesOf(warnings: PlanWarnings | undefined): ReadonlyMap<string, readonly string[]> {
  const notes = new Map<string, readonly string[]>();
  for (const [item, kinds] of warnings?.items ?? []) notes.set(item, kinds.map(describeWarning));
  for (const [image, shared] of warnings?.nearQuota ?? []) {
    notes.set(image, [explainNearQuota(shared)]);
  }
  return notes;
}
