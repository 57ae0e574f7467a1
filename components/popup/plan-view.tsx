import { useEffect, useState } from 'preact/hooks';
import type { AccountAlias } from '../../lib/accounts/alias';
import type { Job } from '../../lib/jobs/job';
import type { Scope } from '../../lib/scope';
import type { DesiredImage } from '../../lib/sharing/plan';
import { actOf } from '../../lib/sharing/warnings';
import { later } from '../desk/later';
import { createReview, type ReviewModel } from '../desk/review/model';
import { Alert } from '../light/alert';
import { Button } from '../light/button';
import { Progress } from '../light/progress';
import { Failure } from './failure';
import { Gate } from './gate';
import type { ViewParts } from './parts';
import { Place } from './place';
import { PlanDetails } from './plan-details';
import { namesOf } from './use-share';
import { View } from './view';

interface PlanViewProps extends ViewParts {
  readonly place: Scope;
  readonly desired: readonly DesiredImage[];
  readonly aliases: readonly AccountAlias[];
  readonly onBack: () => void;
  /** Told when the plan has become a job. */
  readonly onStarted: (job: Job) => void;
}

/** What will change, and the button that changes it. */
export function PlanView(props: PlanViewProps) {
  const { client, listen, now, place, desired, aliases, onBack, onStarted } = props;
  const [model, setModel] = useState<ReviewModel>();
  useEffect(() => {
    const made = createReview({ client, now, later, onEvent: listen }, place, desired);
    // A popup is closed while the job goes on; the browser tells when it is done, if it may.
    made.setNotify(true);
    setModel(made);
    return made.end;
  }, []);
  const names = namesOf(aliases);
  useEffect(() => {
    model?.judgeBy({ isNamed: (account) => names.has(account) });
  }, [model, aliases]);
  const job = model?.job.value;
  useEffect(() => {
    if (job) onStarted(job);
  }, [job?.id]);
  return (
    <View title="Review changes" backTo="Bulk share" onBack={onBack}>
      <Place place={place} known={names.get(place.account)} />
      {model && <Reviewed model={model} {...props} />}
    </View>
  );
}

function Reviewed({ model, ...props }: PlanViewProps & { readonly model: ReviewModel }) {
  const planning = model.planning.value;
  const applying = model.applying.value;
  const problem = applying.state === 'idle' ? applying.problem : undefined;
  const again = <Button onClick={model.planAgain}>Try again</Button>;
  return (
    <>
      {problem && <Failure problem={problem} action={again} />}
      {applying.state === 'unclear' && (
        <Failure
          problem={applying.problem}
          action={<Button onClick={() => void model.lookAgain()}>Look again</Button>}
        />
      )}
      {model.renewed.value && (
        <Alert kind="info" summary="The plan was too old, so it was made again.">
          Nothing was changed. Check the new plan before you go on.
        </Alert>
      )}
      {planning.state === 'problem' && <Failure problem={planning.problem} action={again} />}
      {planning.state === 'reading' && <Reading {...planning} />}
      {planning.state === 'ready' && (
        <>
          <PlanDetails
            plan={planning.plan}
            warnings={model.warnings.value}
            names={namesOf(props.aliases)}
            onOpenDesk={() =>
              props.openDesk({ view: 'bulk', images: imagesOf(props.desired) }, props.place)
            }
          />
          <Gate {...props} plan={planning.plan} />
          <Confirmation model={model} />
          <Act model={model} name={actOf(planning.plan)} />
        </>
      )}
    </>
  );
}

function Reading({ read, total }: { readonly read: number; readonly total: number }) {
  const text = `${read} of ${total} images read`;
  return (
    <div class="stack" role="status">
      <div>Reading how the images are shared now</div>
      <Progress
        label="Reading how the images are shared now"
        percent={Math.floor((100 * read) / Math.max(1, total))}
        text={text}
      />
      <div class="quiet">{text}</div>
    </div>
  );
}

/** Asks for the number of changes where they are many. */
function Confirmation({ model }: { readonly model: ReviewModel }) {
  const number = model.toConfirm.value;
  if (number === undefined) return null;
  return (
    <label class="stack">
      <span class="label">Type {number} to confirm</span>
      <input
        class="field"
        inputMode="numeric"
        autocomplete="off"
        value={model.typed.value}
        onInput={(event) => model.type(event.currentTarget.value)}
      />
    </label>
  );
}

interface ActProps {
  readonly model: ReviewModel;
  /** What the button does, in words. */
  readonly name: string;
}

function Act({ model, name }: ActProps) {
  const { state } = model.applying.value;
  const obstacle = model.obstacle.value;
  return (
    <div class="stack act">
      <div class="buttons">
        <Button
          variant="primary"
          disabled={obstacle !== undefined || state !== 'idle'}
          describedBy="act-obstacle"
          onClick={() => void model.apply()}
        >
          {name}
        </Button>
      </div>
      {/* Stays while it is empty, so that what comes into it is told. */}
      <div id="act-obstacle" class="quiet" role="status">
        {state === 'starting' ? 'Starting…' : obstacle}
      </div>
    </div>
  );
}

/** How many images fit into the desk's address. */
const mostImages = 100;

function imagesOf(desired: readonly DesiredImage[]) {
  return desired.slice(0, mostImages).map(({ image }) => ({ ...image }));
}
