import { useEffect, useState } from 'preact/hooks';
import { scopeOfBuild } from '../../lib/builds/arn';
import { describeFailing } from '../../lib/findings/gate-words';
import { classOfGate, describeGate, summariseGates } from '../../lib/findings/image-gate';
import { givenImages, type SharePlan } from '../../lib/sharing/plan';
import { countOf } from '../../lib/words';
import { createImageGates, gatesKey, type GatedImage } from '../desk/findings/image-gates-model';
import { Button } from '../light/button';
import { Progress } from '../light/progress';
import { Failure } from './failure';
import type { ViewParts } from './parts';

interface GateProps extends Pick<ViewParts, 'client' | 'listen' | 'now' | 'openDesk'> {
  readonly plan: SharePlan;
}

/** How many images are listed, and of each how much of what fails it. */
const mostImages = 20;
const mostFailing = 3;

/** What the rules of the gate say of the images that a plan gives away; nothing without rules. */
export function Gate(props: GateProps) {
  const given = givenImages(props.plan);
  return given.length === 0 ? null : <Gates key={gatesKey(given)} {...props} />;
}

function Gates({ client, listen, now, openDesk, plan }: GateProps) {
  const [model] = useState(() => createImageGates({ client, now }, plan.scope, givenImages(plan)));
  useEffect(() => {
    const ended = new AbortController();
    void model.load();
    listen(model.hear, ended.signal);
    return () => {
      ended.abort();
      model.end();
    };
  }, [model]);
  const book = model.book.value;
  if (book.state === 'problem') return <Failure problem={book.problem} />;
  if (book.state === 'loading' || book.value.rules.length === 0) return null;
  const all = model.images.value;
  const failed = all.filter(({ gate }) => classOfGate(gate) === 'failed');
  const listed = [...failed, ...all.filter((each) => !failed.includes(each))];
  const work = model.work.value;
  return (
    <section class="stack" aria-labelledby="gate-heading">
      <h2 id="gate-heading">Findings gate</h2>
      <p role="status">{summariseGates(all.map(({ gate }) => gate))}</p>
      {work && (
        <Progress
          label="Checking the findings"
          percent={Math.floor((100 * work.done) / Math.max(1, work.total))}
          text={`${work.done} of ${countOf(work.total, work.of === 'images' ? 'image' : 'build')} read`}
        />
      )}
      {model.problem.value && <Failure problem={model.problem.value} />}
      {(work || model.canCheck.value) && (
        <div>
          <Button onClick={() => (work ? model.cancel() : void model.check())}>
            {work ? 'Cancel reading' : 'Check the findings'}
          </Button>
        </div>
      )}
      <ul class="list">
        {listed.slice(0, mostImages).map((each) => (
          <li key={each.image.arn}>
            <strong>{each.image.name}</strong>: {describeGate(each.gate)}
            <Failing of={each} openDesk={openDesk} />
          </li>
        ))}
        {listed.length > mostImages && <li>and {listed.length - mostImages} more</li>}
      </ul>
    </section>
  );
}

interface FailingProps extends Pick<ViewParts, 'openDesk'> {
  readonly of: GatedImage;
}

/** The first of what fails an image, and the way to all of it. */
function Failing({ of: { gate }, openDesk }: FailingProps) {
  if (gate.state !== 'evaluated') return null;
  const { build, previous, verdict } = gate;
  const texts = verdict.outcomes.flatMap((outcome) =>
    outcome.failing.map((each) => describeFailing(outcome, each)),
  );
  const failing = [...new Set(texts)];
  if (failing.length === 0) return null;
  return (
    <>
      {failing.slice(0, mostFailing).map((text) => (
        <div key={text} class="quiet">
          {text}
        </div>
      ))}
      {failing.length > mostFailing && (
        <div class="quiet">{`and ${countOf(failing.length - mostFailing, 'more CVE')}`}</div>
      )}
      {previous !== undefined && (
        <Button
          variant="link"
          onClick={() =>
            openDesk(
              { view: 'findings-compare', base: previous, target: build },
              scopeOfBuild(build),
            )
          }
        >
          Compare findings
        </Button>
      )}
    </>
  );
}
